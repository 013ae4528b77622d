import type { Translated } from '../core/language';
import type { english } from './text';

const trainable = '请从内置模型、用本程序训练的模型或从头开始训练。';

export const chinese: Translated<typeof english> = {
  pageOf: (name, page) => `${name}（第 ${page} 页）`,
  nothingReadable: ['所有图像均无法读取。', '请选择包含 PNG、JPEG、TIFF 或 WebP 图像的文件夹。'],
  imagesTooSmall: (largest, pd, needed) => [
    `图像太小：最大的也不超过 ${largest} 像素，而 PD 因子为 ${pd} 的训练需要 ${needed} 像素。`,
    '请选择更大的图像，或更小的 PD 因子。',
  ],
  noiseTooCorrelated: [
    '这些图像的噪声相关范围超过四个像素：用它们训练出的网络会学会保留噪声。',
    '请使用内置模型，或先缩小图像。如仍要尝试，请手动设置 PD 因子。',
  ],
  unknownArchitecture: (name, known) => [
    `起始模型的架构为“${name}”，无法在此训练（已知架构：${known.join('、')}）。`,
    trainable,
  ],
  foreignWeights: known => [`起始模型无法在此训练：其权重不符合任何已知架构（${known.join('、')}）。`, trainable],
};
