import type { Translated } from '../core/language';
import type { english } from './text';

/** The messages of commander. */
const wrongUses: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^error: missing required argument '(.*)'$/m, '错误：缺少必需的参数“$1”'],
  [/^error: option '(.*)' argument missing$/m, '错误：选项“$1”缺少参数'],
  [/^error: required option '(.*)' not specified$/m, '错误：未指定必需的选项“$1”'],
  [/^error: unknown option '(.*)'$/m, '错误：未知选项“$1”'],
  [/^error: unknown command '(.*)'$/m, '错误：未知命令“$1”'],
  [
    /^error: too many arguments.* Expected (\d+) arguments? but got (\d+)\.$/m,
    '错误：参数过多，应为 $1 个，实际为 $2 个。',
  ],
  [/^error: option '(.*)' argument '(.*)' is invalid\. ?/m, '错误：选项“$1”的参数“$2”无效。'],
  [/^error: command-argument value '(.*)' is invalid for argument '(.*)'\. ?/m, '错误：参数“$2”的值“$1”无效。'],
  [/Allowed choices are (.*)\.$/m, '可选：$1。'],
  [/^\(Did you mean (?:one of )?(.*)\?\)$/m, '（您是否想用 $1？）'],
];

export const chinese: Translated<typeof english> = {
  program: {
    description: '用非对称掩码方案（AMSNet）进行自监督图像去噪。完全在本机运行。',
    version: '显示版本',
    help: '显示此帮助',
    afterError: '请查看“amsnet --help”或“amsnet <命令> --help”。',
    more: `
示例：
  amsnet denoise photo.jpg                          写入 photo.denoised.jpg
  amsnet denoise noisy.png --reference clean.png    同时测量 PSNR 和 SSIM
  amsnet denoise scans/ --out-dir clean --json
  amsnet compare a.png b.png
  amsnet train scans/ -o scans.onnx                 用这些图像微调内置模型

退出码：0 成功，1 部分失败（其余已完成），2 用法错误，129、130、143 被中断。`,
  },

  denoise: {
    summary: '对图像去噪',
    description: '对图像去噪。源图像绝不会被覆盖；已有文件只有使用 --force 时才会被覆盖。',
    image:
      'PNG、JPEG、WebP、AVIF、TIFF 或 GIF 文件，存放它们的文件夹，通配模式，s3://bucket/key 形式的对象，或用 - 表示标准输入',
    output:
      '输出文件；有多幅图像时须含 {name}，还可用 {dir}、{folder}、{model}、{ext}（默认：{dir}/{name}.denoised.{ext}）',
    outDir: '输出文件夹，不存在时会创建',
    recursive: '也处理文件夹的子文件夹中的图像',
    ifExists: '结果已存在时：fail 报错，skip 验证结果后跳过该图像，number 为新结果编号，replace 替换',
    skipExisting: '等同于 --if-exists skip：继续上次的批处理',
    shard: '只处理图像的一部分：N 份中的第 K 份；auto 或 auto/N 由调度器指定',
    index: '将每幅图像的设置和数值写入此 .json 或 .csv 文件',
    reference: '用于测量的干净参考图像，只适用于单幅图像',
    model: '“amsnet info”列出的模型名称，或 ONNX 文件（默认：第一个内置模型，或了解该图像噪声的模型）',
    preset: '作为起点的设置（默认：auto，如果模型留有选择余地）',
    device: names =>
      `运行所用的设备：${names.join('、')}，或 Open Inference Protocol 服务器（https://host/v2/models/NAME，多个用逗号分隔），像素会发送到那里`,
    sent: hosts => `图像的像素将发送到 ${hosts.join(' 和 ')}`,
    tile: '分块大小，以像素为单位',
    page: '只处理多页图像的这一页，从 1 开始计数（默认：全部）',
    dump: '将每个阶段以 .npy 写入此文件夹，只适用于单幅图像',
    json: '在标准输出上为每幅图像输出一个 JSON 对象',
    more: `
预设：auto（根据每幅图像的噪声选择），single-pass（单次推理，不隐藏任何像素），masks（n 个掩码，不用 R3），amsnet（先掩码，再 R3 0.16 x 8）。
使用掩码方案的选项（--masks、--mask-sets、--r3-...）即表示 masks 或 amsnet。

示例：
  amsnet denoise photo.jpg
  amsnet denoise noisy.png --reference clean.png --preset amsnet --r3-count 4
  amsnet denoise *.tif --out-dir clean --device cuda --json > report.jsonl`,
  },

  compare: {
    summary: '测量两幅图像、两个文件夹中同名图像或列表中图像对的 PSNR 和 SSIM',
    description: '按文件中保存的数值，对所有页或一页测量两幅大小相同的图像的 PSNR（单位 dB）和 SSIM。',
    a: '图像文件或文件夹',
    b: '图像文件或文件夹，通常是干净的参考图像',
    page: '只比较多页图像的这一页，从 1 开始（默认：所有页）',
    pageB: '与第二幅图像的哪一页比较（默认：同一页）',
    minPsnr: 'PSNR 低于此值（单位 dB）时以退出码 1 失败',
    minSsim: 'SSIM 低于此值时以退出码 1 失败',
    pairs: '代替两个名称：图像对列表，每行两个路径，以制表符分隔',
    shard: '只比较图像对的一部分：N 份中的第 K 份；auto 或 auto/N 由调度器指定',
    skipExisting: '继续已停止的比较：不再测量其索引中已有的图像对',
    sort: '两个文件夹或列表的图像对的顺序；按数值排序时差别最大的在前',
    index: '把两个文件夹或列表的图像对写入此 .json 或 .csv 文件',
    indexKind: extensions => `文件名必须以 ${extensions.join(' 或 ')} 结尾。`,
    row: (psnr, ssim, largest) => `PSNR ${psnr ?? '无穷大'} dB  SSIM ${ssim ?? '-'}  最大差值 ${largest}`,
    two: '请指定两幅图像、两个文件夹，或用 --pairs 指定列表。',
    listAlone: '--pairs 代替两个名称。',
    needsMany: '--shard 和 --skip-existing 需要两个文件夹，或用 --pairs 指定的列表。',
    needsIndex: '--skip-existing 需要用 --index 指定要继续的索引。',
    listUnreadable: (list, why) => `无法读取列表 ${list}：${why}`,
    noPair: (list, line) => `${list} 的第 ${line} 行不是以制表符分隔的两个路径。`,
    listedTwice: (list, line) => `${list} 第 ${line} 行的第一个路径已在列表中。`,
    otherwise: index => [
      `${index} 的日志使用了其他的 --page、--page-b 或 --peak。`,
      '请使用相同的选项、其他名称，或 --force。',
    ],
    ofShard: (pairs, all, number, count) => `第 ${number} 部分，共 ${count} 部分：${all} 对图像中的 ${pairs} 对。`,
    onlyA: '仅在第一个文件夹中',
    onlyB: '仅在第二个文件夹中',
    failed: '无法比较',
    missing: (name, folder) => `${folder} 中没有 ${name}。`,
    ofPair: (name, failure) => `${name}：${failure}`,
    noImages: '没有可比较的图像。',
    psnrBelow: (psnr, least) => `PSNR 为 ${psnr} dB，低于 ${least} dB。`,
    ssimBelow: (ssim, least) =>
      ssim === undefined ? '图像小于 SSIM 的窗口，SSIM 没有定义。' : `SSIM 为 ${ssim}，低于 ${least}。`,
  },

  train: {
    summary: '只用含噪图像训练模型',
    description: '只用含噪图像训练模型：由可见像素预测隐藏像素，不需要干净图像。',
    images: '同一类的含噪图像，或包含它们的文件夹',
    output: '要写入的模型（.onnx）；其模型卡同名，扩展名为 .json',
    from: '起始模型，“none”= 从头训练（默认：了解其中最多图像噪声的内置模型）',
    minutes: byDefault => `训练时间，以分钟为单位（默认：${byDefault}）`,
    steps: '训练长度，以步为单位',
    pd: range => `训练用的像素洗牌下采样因子，${range}，或 auto`,
    smoothness: '改为以此权重训练全变分（论文：0.01）',
    device: '训练所用的设备：CUDA 或 CPU',
    seed: range => `所有随机抽样的种子，${range}`,
    resume: '继续已停止的训练；其他选项须与之前相同',
    json: '在标准输出上输出 JSON Lines；最后一行是结果',
    more: `
按 Ctrl-C 停止，保留目前最佳的权重，并显示继续训练的命令。

示例：
  amsnet train scans/ -o scans.onnx --minutes 20
  amsnet denoise scans/a.tif --model scans.onnx`,
  },

  inspect: {
    summary: '显示图像的格式和噪声',
    description: '显示图像的大小和格式，以及噪声的水平、相关性和类型。',
    image: '图像文件',
  },

  info: {
    summary: '列出设备、模型和版本',
    description: '列出设备（不可用时说明原因）、模型和版本。',
  },

  doctor: {
    summary: '检查本机上哪些功能可用',
    description: '检查引擎、设备、模型、内存和文件夹，并说明各项该如何处理。有项目无法工作时退出码为 1。',
    folder: '结果将写入的文件夹（默认：当前文件夹）',
    retime: '让 auto 重新为设备计时',
    marks: { ok: '正常', note: '注意', problem: '问题' },
    names: {
      system: '系统',
      engine: '引擎',
      device: '设备',
      model: '模型',
      timings: '计时',
      memory: '内存',
      folder: '文件夹',
    },
    system: (system, node, cpu, threads) => `${system}，Node.js ${node}，${cpu}，${threads} 个线程`,
    timed: file => `${file}：auto 所用的设备速度。使用 --retime 可重新计时。`,
    notTimed: 'auto 尚未为任何设备计时。',
    memory: (free, total) => `可用 ${free} GiB，共 ${total} GiB`,
    writable: (folder, free) => `${folder}：可写，剩余 ${free} GiB`,
    notWritable: (folder, why) => `${folder}：无法写入（${why}）。`,
    noModels: '没有内置模型。',
    reinstall: '请为本系统和此 Node.js 版本重新安装软件包。',
    otherDevices: '所有计算都可在 CPU 上运行。docs/devices.md 说明此设备需要什么。',
    littleMemory: '2400 万像素的照片需要 1 GiB：请关闭其他程序，或对较小的图像去噪。',
    littleDisk: '请腾出空间，或用 --out-dir 指定其他文件夹。',
    otherFolder: '请用 --out-dir 指定其他文件夹，或更改其权限。',
    allWell: '所需的一切均可正常工作。',
    notWell: '有所需的项目无法工作：见上面的“问题”。',
  },

  cuda: {
    summary: 'CUDA 运行库：查看、安装、删除',
    description:
      '说明能否使用 CUDA，以及运行库中已安装的部分。使用 --install 时，由您自己的 pip 下载缺少的部分，适用于带 NVIDIA 驱动程序的 Linux x64。否则不会下载任何内容。',
    install: '安装缺少的部分',
    remove: '删除已安装的部分',
    oneOfBoth: '--install 和 --remove 只能使用其一。',
    works: hardware => `CUDA 可用${hardware.length > 0 ? `：${hardware.join('；')}` : ''}`,
    unavailable: reason => `CUDA 不可用：${reason}`,
    part: (name, version, megabytes) => `  ${name} ${version}，需下载 ${megabytes.toFixed(0)} MB`,
    installed: folder => `已全部安装在 ${folder}`,
    missing: (megabytes, folder) => `${folder} 中缺少 ${megabytes.toFixed(0)} MB；--install 会用 pip 下载`,
    removed: folder => `已删除 ${folder}`,
  },

  s3: {
    address: address => [`${address} 不是对象的地址。`, '请写成 s3://bucket/key。'],
    exists: address => [`${address} 已存在。`, '请换一个名称，或允许覆盖。'],
    isSource: address => [`${address} 是源图像，绝不会被覆盖。`, '请为结果另选名称。'],
    noBucket: bucket => [
      `没有存储桶 ${bucket}，或它属于其他账户。`,
      '请检查其名称，以及 AWS_PROFILE、AWS_REGION 和 AWS_ENDPOINT_URL。',
    ],
    noObject: address => [`没有对象 ${address}。`, '请检查存储桶和键。'],
    noCredentials: [
      '未找到 S3 的凭证。',
      '请像使用 AWS 命令行那样设置 AWS_PROFILE，或 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。',
    ],
    noRegion: ['不知道 S3 的区域。', '请设置 AWS_REGION，或配置文件中的区域。'],
    refused: address => [
      `S3 拒绝访问 ${address}。`,
      '请检查凭证的权限：需要 s3:GetObject、s3:PutObject 和 s3:ListBucket。',
    ],
    failed: (address, why) => [`无法使用 ${address}：${why}。`, '请稍后重试。'],
    filesOnly: flag => `${flag} 需要本机的路径，不能是 S3 地址。`,
    noModelName: '{model} 不能与 S3 地址同时使用。',
  },

  merge: {
    summary: '合并批处理各部分的报告',
    description:
      '合并“amsnet denoise”或“amsnet compare”以 --shard K/N --index <index> 为各部分写入的报告，并说明缺少或重复的内容。',
    index: '为各部分指定的索引文件；各部分的报告就在它旁边',
    done: (index, count, states) =>
      `${index}：共 ${count} 部分，完成 ${states.done} 幅图像，跳过 ${states.skipped} 幅，失败 ${states.failed} 幅`,
    compared: (index, count, states) =>
      `${index}：共 ${count} 部分，已比较 ${states.done} 对，失败或缺少 ${states.failed} 对`,
    missingShards: (numbers, count) => `缺少：第 ${numbers.join('、')} 部分，共 ${count} 部分`,
    missing: image => `缺少：${image}`,
    double: path => `重复：${path}`,
    more: count => `还有 ${count} 项，见 --json`,
  },

  option: {
    force: '覆盖已有文件',
    peak: 'PSNR 的峰值（默认：由文件的位深度或数值范围得出）',
    json: '在标准输出上输出一个 JSON 对象',
  },

  usage: {
    wholeNumber: (min, max) => `必须为 ${min} 到 ${max} 之间的整数。`,
    number: (min, max) => `必须为 ${min} 到 ${max} 之间的数。`,
    device: names => `请使用 ${names.join('、')}，或 https://host/v2/models/NAME（http 仅限本机）。`,
    aboveZero: '必须为大于 0 的数。',
    onnxExtension: '必须以 .onnx 结尾。',
    exclusive: (one, other) => `${one} 和 ${other} 不能同时使用。`,
    notWithPreset: flags => `${flags.join('、')} 不能与 --preset single-pass 同时使用。`,
    indexExtension: extensions => `索引文件须以 ${extensions.join(' 或 ')} 结尾。`,
    resultsAmongImages: output =>
      `结果 ${output} 会位于图像之中，可能被另一部分当作图像：请用 --out-dir 指定其他文件夹。`,
    noImages: recursive =>
      recursive ? '这些文件夹中没有图像。' : '这些文件夹中没有直接存放的图像。--recursive 也处理其子文件夹中的图像。',
    singleOnly: (flag, images) => `${flag} 只接受单幅图像，而这里有 ${images} 幅。`,
    sameOutput: (one, other, output) => `${one} 和 ${other} 都将写入 ${output}。`,
    overwritesInput: (other, input, output) =>
      `${other} 是待去噪的图像之一，绝不会被覆盖：${input} 的结果将写入 ${output}。`,
  },

  setting: {
    range: (help, min, max) => `${help}，${min} 到 ${max}`,
    noted: (help, note) => `${help}；${note}`,
  },

  help: {
    titles: { 'Usage:': '用法：', 'Arguments:': '参数：', 'Options:': '选项：', 'Commands:': '命令：' },
    choices: names => `可选：${names}`,
    default: value => `默认：${value}`,
    more: (help, more) => `${help}（${more.join('；')}）`,
    command: '显示命令的帮助',
  },
  wrongUse: message => wrongUses.reduce((said, [english, words]) => said.replace(english, words), message),

  error: what => `错误：${what}`,
  note: what => `注意：${what}`,
  sentences: (first, second) => first + second,
  skippedImage: why => `已跳过：${why}`,
  ofImage: (image, what) => `${image}：${what}`,
  resultExists: output => `已跳过，${output} 已存在。`,
  ofShard: (images, all, number, count) => `第 ${number} 部分，共 ${count} 部分：${all} 幅图像中的 ${images} 幅。`,
  numberOf: (number, count) => `${number}/${count} `,
  someFailed: (failures, images) => `${images} 幅图像中有 ${failures} 幅失败。`,
  withForce: action => action.replace('允许覆盖', '用 --force 允许覆盖'),

  report: {
    written: (input, output) => `${input} -> ${output ?? '（未写入）'}`,
    rows: {
      image: '图像',
      model: '模型',
      device: '设备',
      noise: '噪声',
      change: '变化',
      left: '残留',
      psnr: 'PSNR',
      peak: '峰值',
      ssim: 'SSIM',
      stages: '阶段',
      pages: '页数',
    },
    size: (width, height, pages) => `${width} x ${height}${pages > 1 ? `，${pages} 页` : ''}`,
    run: (device, provider, seconds, passes) => `${device}（${provider}），${seconds.toFixed(1)} 秒，推理 ${passes} 次`,
    noise: (sigma, correlation) => `标准差 ${sigma}，相关性 ${correlation}`,
    change: difference => `${difference}（与含噪图像的均方根差）`,
    noiseLeft: percent => `平坦部分方差的 ${percent}%（自监督评分）`,
    gain: (noisy, result) => `含噪 ${noisy} -> ${result}`,
    decibels: value => `${value} dB`,
    infinite: '无穷大',
    undefinedScore: '未定义',
    peak: (value, basis) =>
      `${value}（${{ depth: '文件的位深度', unit: '单位范围', data: '参考图像的范围', given: '指定值' }[basis]}）`,
    branch: (number, score) => `分支 ${number} ${score}`,
    combined: score => `合并 ${score}`,
    r3: score => `R3 ${score}`,
    singlePass: '单次推理',
    masks: count => `${count} 个掩码`,
    maskSets: count => `${count} 个掩码组`,
    weighted: '加权',
    pd: factor => `PD ${factor}`,
    setting: (label, value) => `${label} ${value}`,
    list: parts => parts.join('，'),
    repetitions: (ratio, count) => `R3 ${ratio} x ${count}`,
    noR3: '不用 R3',
  },

  inspected: {
    rows: {
      image: '图像',
      noise: '噪声',
      kind: '类型',
      correlation: '相关性',
      horizontal: '水平',
      vertical: '垂直',
      diagonal: '对角',
      brightness: '亮度',
    },
    image: (width, height, format, channels) => `${width} x ${height}，${format}，${channels}`,
    noise: sigma => `标准差 ${sigma.toFixed(4)}（满幅 255 时为 ${(255 * sigma).toFixed(1)}）`,
    kinds: {
      gray: '各通道相同',
      independent: '像素间独立',
      correlated: '像素间相关',
      bayer: '2 x 2 插值',
      jpeg: 'JPEG 块',
    },
    kindUnknown: '无法确定',
    lags: '间隔 1 到 4 个像素',
    levels: 'R、G、B 的标准差       占图像的比例',
  },

  environment: {
    devices: '设备',
    availableAs: hardware => (hardware.length > 0 ? `可用：${hardware.join('；')}` : '可用'),
    unavailable: '不可用',
    models: '模型',
    model: (description, license, preset) => `${description}（${license}，默认预设 ${preset}）`,
    versions: '版本',
  },

  training: {
    reading: '正在读取图像',
    started: (images, pdFactor) => `${images} 幅图像，PD ${pdFactor}`,
    point: (step, what) => `第 ${step} 步  ${what}`,
    progress: (loss, validation, speed, device, timeLeft) =>
      `损失 ${loss}${validation === undefined ? '' : `  验证误差 ${validation}`}  ${speed} MP/s，${device}  ${timeLeft}`,
    stopped: resumeCommand => ['已停止。继续训练的命令：', `  ${resumeCommand}`],
    failed: (step, output) => `训练在第 ${step} 步失败。${output} 中是目前最佳的权重。`,
    diverged: (step, output) => [
      `训练在第 ${step} 步发散。${output} 中是目前最佳的权重。`,
      '请尝试其他随机种子或 PD 因子。',
    ],
    origin: (output, from, images) => `${output}：用 ${images} 幅图像${from === null ? '从头训练' : `微调 ${from}`}`,
    ran: (steps, minutes, device) => `${steps} 步，${minutes.toFixed(1)} 分钟，${device}`,
    noise: (sigma, correlation, pdFactor) => `标准差 ${sigma}，相关性 ${correlation}，PD ${pdFactor}`,
    validation: (before, after) => `${before} -> ${after}（隐藏像素处的平均绝对误差）`,
    gain: (decibels, result) =>
      `${decibels} dB（由 16 像素以内的结构估计，各模型使用最佳设置；PSNR 的变化可能较小）；结果：${result === 'start' ? '起始模型' : '新模型'}`,
    group: (sigma, files) => `标准差 ${sigma}：${files.join('、')}`,
    use: model => `amsnet denoise photo.png --model ${model}`,
    rows: { noise: '噪声', validation: '验证', gain: '增益', use: '使用' },
  },

  seconds: whole => (whole < 60 ? `${whole} 秒` : `${Math.floor(whole / 60)} 分 ${whole % 60} 秒`),
  timeLeft: time => `剩余 ${time}`,
};
