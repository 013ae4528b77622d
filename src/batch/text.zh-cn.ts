import type { Translated } from '../core/language';
import type { english } from './text';

export const chinese: Translated<typeof english> = {
  engineRestarted: (how, smallerTiles) =>
    `${how}。引擎已重新启动，并重新执行了请求${smallerTiles ? '，图块边长减半，以减少内存占用' : ''}。`,
  engineFinished: how => `${how}，但结果是完整的。`,
  otherFormat: (why, format) => `${why}结果另存为 ${format}。`,
  placeholderUnknown: (unknown, known) => `没有占位符 ${unknown}；可用的有 ${known.join('、')}。`,
  folderNotCreated: folder => [`无法创建文件夹 ${folder}。`, '请选择其他文件夹。'],
  notItsResult: (output, image, why) => [
    `${output} 已存在，但不是 ${image} 的结果：${why}。`,
    '请将其移走，换一个名称，或允许覆盖。',
  ],
  otherSize: (size, imageSize) => `其大小为 ${size} 像素，而图像为 ${imageSize} 像素`,
  batchLocked: file => [`另一个批处理正在写入 ${file}。`, '请等待其完成，或换一个名称。'],
  shard: {
    form: '必须为 K/N、auto/N 或 auto。',
    range: (number, count, most) => `没有第 ${number} 部分（共 ${count} 部分）：编号从 1 开始，最多 ${most} 部分。`,
    noScheduler: names => `没有调度器说明这是哪一部分：${names.join('、')} 均未设置。`,
    noCount: (index, count) => `已设置 ${index}，但未设置 ${count}：请以 auto/N 的形式指定部分数。`,
    gaps: index => `此作业中 ${index} 的取值间隔不均匀：请以 auto/N 的形式指定部分数。`,
    none: index => [`${index} 旁边没有各部分的报告。`, '请指定传给 --index 的文件，并在其所在的文件夹中。'],
    several: (index, counts) => [
      `${index} 旁边有分别分成 ${counts.join('、')} 部分的批处理报告。`,
      '请将另一个批处理的报告移到别处。',
    ],
    mixed: index => [`${index} 旁边既有去噪图像的报告，也有比较的报告。`, '请将另一个批处理的报告移到别处。'],
  },
  notAJournal: file => [`${file} 不是批处理的日志文件。`, '请将其移到别处，或换一个名称。'],
};
