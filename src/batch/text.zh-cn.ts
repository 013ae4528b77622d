import type { Translated } from '../core/language';
import type { english } from './text';

export const chinese: Translated<typeof english> = {
  engineRestarted: how => `${how}。引擎已重新启动，并重新执行了请求。`,
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
  notAJournal: file => [`${file} 不是批处理的日志文件。`, '请将其移到别处，或换一个名称。'],
};
