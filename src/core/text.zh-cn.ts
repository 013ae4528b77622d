import type { Translated } from './language';
import type { english } from './text';

export const chinese: Translated<typeof english> = {
  cancelled: '已取消。',
  noUncertainty: ['此模型没有不确定度输出，无法按不确定度对各分支加权。', '请改用组合方式“hidden”。'],

  // Settings
  settingNotAmong: (name, choices, value) =>
    `${name} 必须为 ${choices.map(choice => `“${choice}”`).join(' 或 ')}，不能为“${value}”。`,
  settingNotWithin: (name, { min, max, integer }, value) =>
    `${name} 必须为 ${min} 到 ${max} 之间的${integer ? '整数' : '数'}，不能为 ${value}。`,

  // Kinds of samples
  floatSamples: bits => `${bits} 位浮点`,
  integerSamples: (bits, signed) => `${bits} 位${signed ? '有符号' : '无符号'}整数`,

  settings: {
    mode: {
      label: '模式',
      help: '用掩码去噪，或不隐藏任何像素的单次推理',
      choices: { masks: '掩码', 'single-pass': '单次推理' },
    },
    pdFactor: {
      label: 'PD 因子',
      help: '像素洗牌下采样（PD）因子；打破噪声的空间相关性',
      option: { help: '像素洗牌下采样（PD）因子' },
    },
    masks: {
      label: '掩码数',
      help: '互补掩码的数量；每个掩码对一个分支隐藏一部分像素',
      option: { help: '互补掩码的数量' },
    },
    maskSets: {
      label: '掩码组数',
      help: '相互独立的掩码组的数量，对各组结果取平均',
      option: { help: '参与合并结果平均的掩码组数量' },
    },
    combine: {
      label: '组合方式',
      help: '每个像素取自隐藏了它的分支，或取所有分支按预测不确定度加权的平均',
      choices: { hidden: '隐藏像素（论文方法）', weighted: '全部，按不确定度加权' },
      option: {
        help: '`hidden`：每个像素取自隐藏了它的分支（论文方法）；`weighted`：所有分支按预测不确定度加权平均',
        note: '默认值：由模型卡给出',
      },
    },
    r3Ratio: {
      label: 'R3 比例',
      help: '每次细化前替换为含噪像素的比例；0 表示不使用 R3',
      option: { help: 'R3 替换为含噪像素的比例', note: '0 = 不使用 R3' },
    },
    r3Count: {
      label: 'R3 次数',
      help: '参与平均的细化次数',
      option: { help: 'R3 的重复次数' },
    },
    noiseLevel: {
      label: '噪声水平',
      help: '告知带噪声水平输入的模型的噪声标准差，以 255 为满幅；0 表示使用估计值',
      option: {
        help: '带噪声水平输入的模型所用的噪声水平：标准差，黑到白为 255',
        note: '0 = 由图像估计',
      },
    },
    strength: {
      label: '强度',
      help: '含噪图像（0）与去噪图像（1）的混合比例',
      option: { help: '含噪图像（0）与去噪图像（1）的混合比例' },
    },
    seed: {
      label: '随机种子',
      help: '所有随机抽样的种子；种子相同则结果相同',
      option: { help: '所有随机抽样的种子' },
    },
  },

  presets: { 'single-pass': '单次推理', masks: '掩码', amsnet: 'AMSNet（掩码与 R3）' },
};
