import { basename } from 'node:path';
import type { Translated } from '../core/language';
import type { english } from './text';

export const chinese: Translated<typeof english> = {
  exists: path => [`${path} 已存在。`, '请换一个名称，或允许覆盖。'],
  diskFull: (path, folder) => [
    `${folder} 中没有剩余空间，无法写入 ${basename(path)}。`,
    '请释放一些空间，或选择其他文件夹。',
  ],
  scratchFull: folder => [
    `${folder} 中没有剩余空间，处理大图像时其像素存放在那里。`,
    '请在那里释放一些空间，或用 TMPDIR（Windows 上为 TEMP）指定另一个文件夹。',
  ],
  scratchUnwritable: (folder, why) => [
    `无法将大图像的像素写入 ${folder}：${why}。`,
    '请用 TMPDIR（Windows 上为 TEMP）指定另一个文件夹。',
  ],
  unwritable: (path, why) => [`无法写入 ${path}：${why}。`, '请选择其他文件夹或名称。'],
  folderMissing: '所在文件夹不存在',
  noPermission: '没有权限',
  nameTooLong: '名称过长',
};
