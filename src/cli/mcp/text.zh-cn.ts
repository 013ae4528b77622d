import type { Translated } from '../../core/language';
import type { english } from './text';

export const chinese: Translated<typeof english> = {
  summary: '通过 Model Context Protocol 为智能体提供工具',
  description:
    '在标准输入和标准输出上，通过 Model Context Protocol 将去噪、对比、噪声估计和训练作为工具提供给智能体。只读写指定文件夹中的文件。',
  folder: '工具可以使用其中文件的文件夹（默认：当前文件夹）',
  more: `
示例，作为 .vscode/mcp.json 的一项：
  { "servers": { "amsnet": { "command": "amsnet", "args": ["mcp", "\${workspaceFolder}"] } } }`,

  instructions:
    '用非对称掩码方案在本机对图像去噪；除这些回答外，程序本身不向任何地方发送数据。请从 inspect_noise 或 denoise_image 开始：模型和设置会自行选择。源图像绝不会被更改。',

  chatPage: '比较图像',
};
