import type { Translated } from '../core/language';
import type { english } from './text';

export const chinese: Translated<typeof english> = {
  requestInvalid: (method, why) => `请求 ${method} 无效（${why}）。`,
  responseInvalid: (method, why) => `引擎对 ${method} 返回了无效的响应（${why}）。`,
  errorInvalid: why => `引擎返回了无效的响应：${why}`,
  unexpected: why => `引擎发生意外错误：${why}`,
  notStarted: why => `无法启动：${why}`,
  exited: code => `已结束，退出码为 ${String(code)}`,
  endedBySignal: signal => `被信号 ${signal} 终止`,
  notCancelled: seconds => `因取消后 ${seconds} 秒内未停止而被终止`,
  invalidProgress: method => `因发送了 ${method} 的无效进度而被终止`,
  restarted: '已重新启动',
  modelNeverReturned: (model, megapixels, seconds) => [
    `模型 ${model} 处理 ${megapixels} 百万像素时，${seconds} 秒内没有返回结果。`,
    '请使用更小的分块、其他设备或其他模型。',
  ],
  engineSilent: seconds => `因 ${seconds} 秒没有响应而被终止：系统可能内存不足或负载过高`,
  engineStopped: '因被信号挂起而被终止',
  engineEnded: (how, lastLines) => [
    `引擎进程${how}。${lastLines === '' ? '' : `最后的输出：${lastLines}`}`,
    '请重试：下一个请求会启动新的引擎进程。',
  ],

  cudaNoDriver: reason => [`无法使用 CUDA：${reason}。`, '请先安装显卡的 NVIDIA 驱动程序；只有运行库没有用处。'],
  cudaElsewhere: ['CUDA 只能在 Linux x64 上使用。', '请使用其他设备：“amsnet info”会列出本机的设备。'],
  cudaDisk: (folder, gigabytes) => [
    `${folder} 的空间不足以安装 CUDA 运行库，安装时约需 ${gigabytes.toFixed(1)} GB。`,
    '请释放一些空间，或将 XDG_DATA_HOME 设为另一磁盘上的文件夹。',
  ],
  cudaNoPip: pythons => [
    `没有找到带 pip 的 Python（${pythons.join('、')}）。`,
    '请安装带 pip 的 Python 3：它会下载 CUDA 运行库。',
  ],
  cudaNotInstalled: (name, why) => [
    `pip 未能安装 ${name}：${why}`,
    '请重试：之前已安装的部分会保留。镜像和代理以您的 pip 设置为准。',
  ],

  trainingOutput: '不以 .onnx 结尾',

  metadata: {
    profile: '颜色配置文件',
    exif: 'EXIF',
    xmp: 'XMP',
    density: '分辨率',
    cicp: '基色与传递函数（cICP）',
    colour: '伽马值与基色（gAMA、cHRM）',
    tags: 'TIFF 标签',
    iptc: 'IPTC',
    gainMap: 'HDR 增益图',
    header: 'FITS 头',
    scale: 'PFM 比例因子',
    exr: 'OpenEXR 属性',
    layers: 'Photoshop 图层',
  },
  extensionUnknown: '无法识别的文件扩展名。',
  onlyRead: format => `${format} 文件只能读取。`,
  jpegLoss: 'JPEG 压缩会有轻微损失（质量 95，无色度子采样）。',
  gifLoss: 'GIF 只能保存 256 种颜色。',
  pbmLoss: 'PBM 只能保存黑白两色。',
  dropped: (format, what) => `${format} 无法保存：${what}（将被舍弃）。`,
  alpha: 'Alpha 通道',
  reducedTo8: format => `${format} 每通道只有 8 位：16 位中的低 8 位会丢失。`,
  samplesAsFloat: (format, kind, written) => `${format} 将 ${kind}样本保存为 ${written}：在其精度范围内数值不变。`,
  whiteStays: (format, white, max) => `数值保持不变：白色为 ${white}，而其他程序认为 ${format} 的白色为 ${max}。`,
  samplesConverted: (format, kind, black, white, max) =>
    `${format} 无法保存 ${kind}样本：数值 ${black} 到 ${white} 将映射为 0 到 ${max}，超出范围的值会被截断。`,
};
