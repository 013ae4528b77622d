import { imageFormats } from '../client/image-formats';
import type { Translated } from '../core/language';
import type { english } from './text';

const anotherName = '请换一个名称。';
const inputOrOutput = { input: '输入', output: '输出' };

export const chinese: Translated<typeof english> = {
  // Reading images
  fileMissing: path =>
    path.includes('\ufffd') ? `无法打开 ${path}：其名称不是有效的 UTF-8。请重命名。` : `${path} 不存在。`,
  isFolder: path => `${path} 是文件夹，不是图像。`,
  notAFile: path => [`${path} 不是文件，而是管道、套接字或设备。`, '请选择文件。'],
  fileEmpty: path => `${path} 是空文件。`,
  fileForbidden: path => `无法读取 ${path}：没有权限。`,
  formatUnsupported: (path, kind = '未知') => [
    `不支持的图像格式（${kind}）：${path}。`,
    `支持的格式：${Object.values(imageFormats)
      .map(({ name }) => name)
      .join('、')}。`,
  ],
  rawUnsupported: (path, why, maker = '未知相机') => [
    `${path} 是相机原始文件（${maker}），无法显影：${why}。`,
    '请先显影并保存为 16 位 TIFF。',
  ],
  rawUnknown: '文件已损坏，或是 LibRaw 不支持的类型',
  rawColours: '文件没有说明相机如何感知颜色',
  rawDamaged: '像素已损坏，或以未知方式压缩',
  rawDeveloped: '相机原始文件已由 LibRaw 按相机的白平衡显影为 16 位 sRGB。',
  samplesUnsupported: (path, why, format = 'TIFF') => [
    `不支持的 ${format}：${path}：${why}。`,
    '请将其转换为整数或浮点的灰度或 RGB TIFF。',
  ],
  samplesMixed: '各通道的样本类型不同',
  samplesComplex: '样本为复数',
  samplesOfBits: bits => `样本为 ${bits} 位`,
  samplesFloat: '样本为浮点数，不支持这种格式中的浮点数',
  tiffCompression: name => `像素的压缩方式不受支持（${name}）`,
  notRgb: '颜色既不是 RGB 也不是灰度',
  noTiffHeader: '没有 TIFF 文件头',
  blockShort: (found, needed) => `有一个条带或图块只有 ${found} 字节，而应有 ${needed} 字节`,
  compressedDamaged: '有一个条带已损坏',
  tileMissing: tile => `缺少图块 ${tile}`,
  tooManyTags: count => `有一个目录含 ${count} 个标签`,
  pagesDiffer: path => [`不支持的 TIFF：${path} 各页的通道数不同。`, '请将其拆分为各页通道数相同的文件。'],
  noSuchPage: (path, page, pages) => `${path} 共有 ${pages} 页，没有第 ${page} 页。`,
  ownScale: (low, high) => `数值 ${low} 到 ${high} 按其自身范围去噪，并以相同单位保存。`,
  samplesKept: (count, why) => `${count} 个样本保持不变：${why}。`,
  imageTooLarge: (path, megapixels) => [`${path} 超过 ${megapixels} 百万像素。`, '请裁剪，或拆分为多个部分。'],
  heldWhole: (path, megapixels, name, most) => [
    `${path} 有 ${megapixels} 百万像素，而此类 ${name} 文件只能整体读取：超过 ${most} 百万像素需要过多内存。`,
    '请转换为可分块读取的 TIFF 或 PNG。',
  ],
  blockTooLarge: (path, mebibytes, most) => [
    `${path} 有一个 ${mebibytes} MiB 的条带或图块，只能整体解码：超过 ${most} MiB 需要过多内存。`,
    '请以更小的条带或图块保存。',
  ],
  imageUnreadable: (path, why) => [`无法读取 ${path}：${why}。`, '请检查文件是否完整。'],
  systemRefused: (path, why) => [`无法读取 ${path}：${why}。`, '请检查路径、其中的链接，以及所指的磁盘或网络。'],
  endsEarly: (size, needed) => `文件只有 ${size} 字节，而应有 ${needed} 字节`,
  headerDamaged: '文件头已损坏',
  sampleBeyond: (value, white) => `含有数值 ${value}，而文件头规定最大为 ${white}`,
  samplesMissing: (found, needed) => `应有 ${needed} 个样本，只有 ${found} 个`,
  noNumber: found => `应为数字的位置出现 ${JSON.stringify(found)}`,

  bmpCompression: '像素以 JPEG、PNG 或未知方式压缩',
  paletteShort: '像素引用了调色板中不存在的颜色',
  runsEnd: '像素的行程编码提前结束',
  fitsNoImage: '其中没有图像',
  fitsPacked: '图像以表格形式压缩（fpack）',
  fitsPlanesDiffer: '各平面的大小和样本类型必须相同',
  fitsScaled: (scale, zero) => `数值经过缩放（BSCALE ${scale}，BZERO ${zero}）：结果以浮点保存。`,
  fitsMosaic: pattern =>
    `该文件是彩色滤镜阵列图像（${pattern}）：四个颜色平面分别按灰度图像去噪。保存为 FITS 时会重新拼合；其他格式则逐个保存。`,
  mosaicUnknown: pattern => `这是排列方式未知的彩色滤镜阵列图像（${pattern}），相邻像素的颜色不同`,
  fitsUnitsLeftOut: count => `只使用文件中的第一幅图像：其余 ${count} 个扩展未保留。`,

  blockEnds: '有一个像素块提前结束',
  exrDeep: '样本为深度数据（每个像素有多个）',
  exrCompression: compression =>
    `像素以有损方式压缩（${['B44', 'B44A', 'DWAA', 'DWAB'].at(compression - 6) ?? compression}）`,
  exrChannels: '通道既不是颜色（R、G、B），也不是全分辨率的亮度（Y）',
  jxlDamaged: '像素已损坏，或文件提前结束',
  channelsLeftOut: count => `只使用颜色与 Alpha：其余 ${count} 个通道未保留。`,
  exrChannelsLeftOut: (count, names) => `只使用通道 ${names.join('、')}：其余 ${count} 个通道未保留。`,
  exrPartsLeftOut: count => `只使用文件的第一部分：其余 ${count} 个部分未保留。`,
  exrMixed: '各通道的样本类型不同：结果以 32 位浮点保存。',

  noPixels: '其中没有像素',
  sizeMismatch: (image, size, reference, referenceSize) => [
    `${image} 为 ${size} 像素，${reference} 为 ${referenceSize} 像素：无法比较。`,
    '请选择大小相同的参考图像。',
  ],
  pagesMismatch: (image, pages, reference, referencePages) => [
    `${image} 有 ${pages} 页，${reference} 有 ${referencePages} 页：无法比较。`,
    '请选择页数相同或只有一页的参考图像。',
  ],
  alphaNotCompared: '不比较 Alpha 通道。',
  missingNotCompared: '非有限值或标记为“无数据”的样本不参与比较。',
  missingValues: '它们不是有限值，或标记为“无数据”',
  valuesBeyond: '它们的数值远远超出其他样本',
  noReference: '没有参考图像。',
  nothingToMeasure: '没有参考图像，无法测量。',
  coloursConverted: space => `颜色已从 ${space} 转换为 sRGB。`,
  whiteIsZero: '此文件中零表示白色；结果中零表示黑色，外观相同。',
  firstFrameOnly: count => `只使用 ${count} 帧中的第一帧。`,
  mainImageOnly: count => `只使用 ${count} 幅图像中的主图像。`,
  reducedLeftOut: count => `图像的 ${count} 个缩小副本（缩略图、金字塔或掩码）未保留。`,

  // Writing images
  extensionUnknown: (path, extensions) => [`无法识别的文件扩展名：${path}。`, `请使用 ${extensions.join('、')} 之一。`],
  formatOnlyRead: (path, extensions) => [
    `无法写入 ${path}：这类文件只能读取。`,
    `请使用 ${extensions.join('、')} 之一。`,
  ],
  outputNotUtf8: path => [`无法写入 ${path}：名称不是有效的 UTF-8。`, anotherName],
  outputIsSource: (path, what) => [
    `${path} 是${what === 'source' ? '源图像' : '参考图像'}，绝不会被覆盖。`,
    anotherName,
  ],
  outputNotAFile: path => [`${path} 不是文件，而是文件夹、管道、套接字或设备。`, anotherName],
  edgeTooLong: (path, name, maxEdge, size) => [
    `无法写入 ${path}：${name} 的宽和高最多 ${maxEdge} 像素，而图像为 ${size}。`,
    '请保存为 PNG 或 TIFF。',
  ],
  writtenWhole: (path, name, most, megapixels) => [
    `无法写入 ${path}：图像有 ${megapixels} 百万像素，而 ${name} 只能整体写入：超过 ${most} 百万像素需要过多内存。`,
    '请保存为 PNG 或 TIFF。',
  ],
  onlyRead: '此格式只能读取',
  onePageOnly: (path, name, pages) => [
    `无法写入 ${path}：${name} 只能保存一幅图像，而这里有 ${pages} 幅。`,
    '请保存为 TIFF，或用页码选择其中一幅。',
  ],
  encodingFailed: (format, why) => [`图像无法编码为 ${format}：${why}。`, '请选择其他格式，例如 PNG。'],

  // Models
  noBundledModel: '没有内置模型。',
  modelUnknown: (name, known) => [`没有名为 ${name} 的模型。`, `请使用 ${known.join('、')}，或 .onnx 文件的路径。`],
  modelFileMissing: path => `模型文件 ${path} 不存在。`,
  cardInvalid: (path, why) => [`模型卡 ${path} 无效（${why}）。`, '请修正或删除它。'],
  modelUnreadable: (name, why) => [`无法加载模型 ${name}：${why}。`, '请检查它是否为完整的 ONNX 文件。'],
  weightsUnreadable: (name, why) => [
    `模型 ${name} 的权重存放在单独的文件中，该文件无法加载：${why}。`,
    '请将该文件本身（而非链接）放入模型所在的文件夹或其子文件夹，置于模型指明的位置。',
  ],
  notStated: '未注明',
  namesNoInput: '没有指明输入',
  namesNoOutput: '没有指明输出',
  withoutCard: '没有模型卡的去噪模型。',
  notADenoiser: (name, what) => [
    `${name} 不能用作去噪模型：${what}。`,
    '去噪模型接受 1（灰度）或 3（RGB）通道的图像，并返回大小相同的图像。',
  ],
  noSuchTensor: (kind, name) => `没有名为 ${name} 的${inputOrOutput[kind]}`,
  noTensor: '没有张量',
  notPixels: (kind, name, type) => `${inputOrOutput[kind]} ${name} 的内容是 ${type}，不是像素`,
  wrongChannels: (kind, channels) => `${inputOrOutput[kind]}有 ${channels} 个通道，而图像为 1（灰度）或 3（RGB）个`,
  wrongRank: (kind, name, rank) => `${inputOrOutput[kind]} ${name} 有 ${rank} 维，而图像为 2 到 4 维`,
  outputDiffers: (name, shape, channels) => `输出 ${name} 为 [${shape}]，不是与输入相同的 ${channels} 通道图像`,
  unknownInputs: (names, mask) =>
    `需要 ${names.length} 个输入（${names.join('、')}）；除图像外，只能提供名为 ${mask} 的掩码，以及名为 sigma 或 noise_level 的噪声水平`,
  maskChannels: name => `输入 ${name} 有 3 个通道，而应为 1 个`,
  sizeChanges: (from, to) => `它将 [${from}] 变为 [${to}]`,
  outputConstant: '其输出与图像无关',
  outputUnrelated: '对测试图像，此模型的输出既不是图像也不是噪声：它可能不是去噪模型。',
  cannotRun: (name, why) => [
    `${name} 无法处理图像：${why}。`,
    '如果它只接受高和宽为某个数的倍数，请在模型卡中以“stride”注明。',
  ],
  notFinite: name => [`${name} 返回了非有限数值（NaN 或无穷大）。`, '请使用该模型的 float32 版本：半精度容易溢出。'],
  networkFailed: (name, why) => [`模型 ${name} 运行失败：${why}`, '请检查模型，或尝试使用设备 cpu。'],
  noCard: '此模型没有模型卡：已在不隐藏像素的情况下运行一次。如果它是用掩码训练的，请使用预设 amsnet 或 masks。',
  noisePredicted: how => `模型预测的是噪声，已${how === 'add' ? '加上' : '减去'}该噪声（由探测得知）。`,
  whiteFound: (input, output) => `模型接受的数值最大为 ${input}，返回的数值最大为 ${output}（由探测得知）。`,
  oneChannel: '模型只接受一个通道：各颜色通道分别去噪。',
  noiseLevelGiven: (level, asked) =>
    `告知模型的噪声水平为 ${level.toFixed(4)}（${asked ? '按要求' : '此图像的估计值'}）。`,
  noNoiseLevel: model => [`${model} 不接受噪声水平。`, '请不要指定噪声水平，或选择带此输入的模型。'],
  fixedSizePieces: (width, height) =>
    `网络只接受 ${width} x ${height} 像素的图像：结果由多个分块拼成，可能看得到接缝。`,
  brightnessChanged: (from, to, model) =>
    `整幅图像的亮度从 ${from} 变为 ${to}（0 到 1），超出噪声所能解释的范围：${model} 可能不适合此图像，或要求其他数值范围。`,
  ranNothing: (title, operations) => `${title} 没有运行 ${operations} 个算子中的任何一个`,
  leftToCpu: (operations, total, title) =>
    `模型的 ${total} 个算子中有 ${operations} 个在 CPU 上运行，因为 ${title} 不支持它们。`,
  deviceOutOfMemory: why => [`设备内存不足（${why}）。`, '请使用更小的分块，或为进程留出更多内存。'],
  wrongResult: value => `计算结果为 2 x 3 = ${value}`,
  noDevice: model => `没有设备可以运行 ${model}。`,
  deviceNotUsed: (title, why) => `未使用 ${title}：${why}。`,
  cpuIsFaster: (title, accelerator, cpu) =>
    `使用 CPU：它运行此模型（每个分块 ${cpu.toFixed(0)} 毫秒）比 ${title}（${accelerator.toFixed(0)} 毫秒）更快。`,
  processor: (model, threads) => `${model}，${threads} 个线程`,
  remote: '远程推理',
  sentTo: hosts => `此图像的像素已发送到作为设备指定的 ${hosts.join(' 和 ')}。`,
  serverNotNamed: '该服务器不是设置 amsnet.device 中指定的服务器',
  serverUnusable: (host, why) => `${host}：${why}`,
  serverSaid: (status, what) => `服务器返回 ${status}（${what}）`,
  serverDiffers: (model, difference) => `服务器的结果与本机 ${model} 的结果相差 ${difference}：它是另一个网络`,
  serverNotTrusted: why => `其证书不受信任（${why}）；自己的证书颁发机构用 NODE_EXTRA_CA_CERTS 指定`,
  noServerOutput: name => `服务器的回答缺少输出 ${name}`,
  serverDatatype: (name, datatype) => `服务器的输出 ${name} 的类型为 ${datatype}`,
  serverFailed: (host, why) => [
    `${host} 在处理图像的过程中失败：${why}。`,
    '请重试，或选择其他设备：已完成的图像会保留。',
  ],
  noProvider: (title, platform) => `ONNX Runtime 在 ${platform} 上没有 ${title}`,
  noNvidiaDriver: library => `未找到 NVIDIA 驱动程序（缺少 ${library}）`,
  libraryMissing: library => `缺少 ${library}`,
  didNotStart: title => `${title} 未能启动`,
  driverCrashed: signal => `检查时驱动程序崩溃（${signal}）`,
  smallerTiles: (title, tile) => `${title} 内存不足：改用了 ${tile} 像素的分块。`,
  cpuInstead: title => `${title} 内存不足：改用了 CPU。`,
  tiledGlobal: '内存不足以让这个使用全局上下文的网络处理整幅图像，因此分块处理；结果可能不同。',

  // Trust
  modelUntrusted: path => [`未加载 ${path}：工作区不受信任。`, '请使用内置模型，或信任此工作区。'],
  trainingUntrusted: ['训练已禁用：工作区不受信任。', '请信任此工作区。'],

  // Training
  trainingOutputExists: path => [`${path} 已存在。`, '请继续它所属的训练，允许覆盖，或换一个名称。'],
  checkpointMissing: path => `没有可用于继续训练的检查点 ${path}。`,
  checkpointUnreadable: path => `无法读取检查点 ${path}。`,
  checkpointOfAnother: path => `检查点 ${path} 属于另一次训练：图像、训练长度、PD 因子、随机种子和起始模型必须相同。`,
  startNew: '请开始新的训练。',
  outputLocked: model => [`另一次训练正在写入 ${model}。`, '请停止该训练，或换一个名称。'],
  outputTaken: model => [
    `此进程挂起期间，另一次训练接管了 ${model}；此后未再写入该文件。`,
    '请换一个名称重新开始，或停止另一次训练。',
  ],
  noImages: (path, formats) => [`${path} 中没有图像。`, `请选择直接包含图像（${formats.join('、')}）的文件夹。`],
  partnersLeftOut: (path, count) => `未使用 ${path} 中的 ${count} 幅图像：按名称识别为含噪图像的干净参考图像。`,
  resultsLeftOut: (path, count) => `未使用 ${path} 中的 ${count} 幅图像：它们是本程序去噪的结果。`,
  trainingRestarted: '由于图像已更改，训练已重新开始。',
  trainingDiverged: '训练发散；已保留验证误差最小的权重。',
  trainingFailed: (step, why) => `训练在第 ${step} 步后因错误结束（${why}）；已保留目前最佳的权重。`,
  nothingGained: (model, otherSettings) =>
    `训练没有带来增益：在未参与训练的图像部分上，使用最佳设置的 ${model} 平均同样好或更好，或在某一图像上明显更好。结果为 ${model}，${otherSettings ? '但采用更适合这些图像的设置' : '未作改动'}。`,
  gainUnknown: model => `无法测量训练是否有帮助：图像中没有足够平坦的部分。结果为 ${model}，未作改动。`,
  trainedForSmoothness: model => `已按平滑目标训练，效果未经测量：请在其中一幅图像上与 ${model} 对比。`,
  noiseTooCorrelated: files => `因噪声相关范围超过四个像素而未使用：${files.join('、')}。`,
  checkpointNotWritten: (path, why) => `无法写入检查点 ${path}（${why}）：不能从中断处继续训练。`,
  checkpointSafe: path => `进度已保存在 ${path} 中：可以写入模型后，请继续训练。`,
  checkpointOlder: path =>
    `截至上一个检查点的训练成果保存在 ${path} 中；其后的部分已丢失。请释放一些空间，然后继续训练。`,
  nothingSaved: '训练成果已丢失。再次训练之前，请释放一些空间或选择其他文件夹。',
  modelAsTrained: path => `${path} 是训练得到的模型，尚未与起始模型比较。`,
  imagesTooSmall: files => `因远小于其他图像而未使用：${files.join('、')}。`,
  trainedFromScratch: '已从头训练：请在其中一幅图像上与内置模型对比。',

  // The card of a trained model
  trainingImages: (count, folder) => `${folder} 中的 ${count} 幅含噪图像`,
  fromScratchOn: images => `用 ${images}从头训练`,
  adaptedTo: (start, images) => `用 ${images}微调 ${start}`,
  unchangedBy: (start, images) => `${start}，权重未变：用 ${images}训练没有增益`,
  hiddenPixels: pdFactors => `含噪图像自身的隐藏像素，PD ${pdFactors.join(' 和 ')}`,
  totalVariation: weight => `全变分 x ${weight} + 与含噪图像的差值`,

  // Settings that choose themselves
  settingsChosen: ({ model, settings, reason }, asked) => {
    const { mode, pdFactor, masks, r3Ratio } = settings;
    const passes = mode === 'single-pass' ? '单次推理' : `${masks} 个掩码${r3Ratio === 0 ? '' : ' + R3'}`;
    const how = pdFactor === 1 ? passes : `PD ${pdFactor}，${passes}`;
    const why = {
      model: '按模型的建议',
      'single-pass': '单次推理；没有迹象表明其他设置明显更好',
      correlated: `相邻像素的噪声相关：${how}`,
      strong: `噪声强，且相邻像素的噪声相关：${how}`,
      independent: `噪声相互独立，单次推理会留下较多噪声：${how}`,
    };
    const other = model === asked ? '' : `模型：${model}，比 ${asked} 更适合这种噪声。`;
    return `设置：${why[reason]}。${other}`;
  },
  trainingDevice: title => `训练在 CUDA 或 CPU 上运行：未使用 ${title}。`,
};
