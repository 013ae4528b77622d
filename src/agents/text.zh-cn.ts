import { basename } from 'node:path';
import type { Translated } from '../core/language';
import type { english } from './text';

export const chinese: Translated<typeof english> = {
  outside: (path, folders) => [
    `${path} 不在工具可以使用的文件夹中。`,
    `请使用 ${folders.join(' 或 ')} 中的路径。用户可以允许更多文件夹：作为“amsnet mcp”的参数，或作为工作区的文件夹。`,
  ],
  noFolders: ['没有打开文件夹，因此工具不能使用任何文件。', '请让用户打开存有图像的文件夹。'],
  untrusted: ['工作区不受信任，因此工具不能使用任何文件。', '请让用户信任该工作区。'],
  noFolder: folder => [`${folder} 不是文件夹。`, '请指定已有的文件夹。'],
  noTraining: id => [`没有训练 ${id}。`, '请使用 train_model 返回的 id。'],
  inputInvalid: why => [`输入不符合该工具的要求：${why}`, '请更正所指出的内容，然后再次调用该工具。'],
  caption: (path, width, height, x, y) => `${basename(path)}，自 (${x}, ${y}) 起 ${width} x ${height} 像素`,

  effects: {
    denoise: (image, output) => `对 ${image} 去噪，并将结果写入 ${output}。`,
    replaces: '同名文件将被替换。',
    train: (images, minutes, output) => `用 ${images.join('、')} 训练 ${minutes} 分钟，并将模型写入 ${output}。`,
    stop: id => `停止训练 ${id}；保留目前最佳的权重。`,
  },

  tools: {
    denoise_image: {
      title: '对图像去噪',
      description:
        '对一幅图像去噪，并将结果写入新文件；源图像保持不变。除非指定，模型和设置由图像的噪声选出。返回“amsnet denoise --json”的记录，以及含噪图像与去噪图像的 1:1 局部。',
      image: '含噪图像的路径',
      output: '结果的路径；扩展名决定格式。默认：图像旁的 <name>.denoised.<ext>',
      overwrite: '替换已有的结果',
      model: 'list_models 给出的名称，或 ONNX 文件的路径。默认：根据噪声选择',
      strength: '保留多少变化，0 到 1。默认 1',
      reference: '同一场景、大小相同的干净图像的路径，用于测量 PSNR 和 SSIM',
      crop: '局部的中心，以像素为单位。默认：图像中央',
    },
    compare_images: {
      title: '对比图像',
      description: '两幅大小相同的图像的 PSNR（单位 dB）、SSIM 和最大差值，以及二者的 1:1 局部。不写入任何文件。',
      image: '图像的路径',
      reference: '与之对比的图像的路径，通常是干净的图像',
    },
    inspect_noise: {
      title: '检查噪声',
      description:
        '图像的大小和类型，以及噪声的估计：随亮度变化的标准差（0..1）、各方向和各通道的相关性、类型。不写入任何文件。',
      image: '图像的路径',
    },
    list_models: {
      title: '列出模型',
      description: '内置模型：各自的用途、许可证，以及训练时的噪声。',
    },
    train_model: {
      title: '训练模型',
      description:
        '开始用含噪图像微调模型，不需要干净图像。立即返回 id；用 training_status 查看进展。按估计，保留的模型绝不会更差：没有增益时即为起始模型，摘要中会说明。',
      images: '含噪图像或其文件夹的路径；图像应来自同一台相机或显微镜',
      output: '要写入的模型的路径（.onnx）',
      minutes: '训练时间，以分钟为单位。默认 10',
      from: '起始模型的名称或路径，“none”= 从头训练。默认：了解其中最多图像噪声的内置模型',
    },
    training_status: {
      title: '训练状态',
      description: '训练的进展，或结束的情况。不写入任何文件。',
      id: 'train_model 返回的 id',
    },
    stop_training: {
      title: '停止训练',
      description: '停止训练；保留目前最佳的权重。',
    },
  },
};
