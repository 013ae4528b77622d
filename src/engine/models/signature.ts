/** Finding the pixels' way in and out of a network, from the names, types and shapes of its inputs and outputs. */
import type { InferenceSession } from '../../runtime/onnxruntime';
import { AmsnetError } from '../../core/errors';
import { text } from '../text';
import { predictsScale, scaleOutput, takesMask, type ModelCard } from './card';
import { isElementType, layouts, whiteOf, type ElementType, type Layout } from './tensor-format';
import type { ImagePort, NoiseLevelPort, Signature } from './traits';

type Shape = readonly (number | string)[];

interface TensorInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: Shape;
}

/** A way to read a shape as that of a picture. */
interface PictureShape {
  readonly layout: Layout;
  readonly channels: 1 | 3;
}

/** Inputs that take the strength of the noise are called such things. */
const noiseNames = /sigma|noise|level|std/i;
const maskName = 'mask';

/**
 * The ways in which the graph may be used as a denoiser, the likeliest first: shapes that leave the order of dimensions or
 * the number of channels open, and several outputs, make more than one. Running it decides (probe.ts).
 * @throws {AmsnetError} model/incompatible, saying what does not fit
 */
export function readSignatures(session: InferenceSession, name: string, card?: ModelCard): Signature[] {
  const wrong = (what: string) => incompatible(name, what);
  const tensors = (kind: 'input' | 'output') => {
    const all = kind === 'input' ? session.inputMetadata : session.outputMetadata;
    return (wanted: string): TensorInfo => {
      const found = all.find(value => value.name === wanted);
      if (found === undefined) throw wrong(text.noSuchTensor(kind, wanted));
      const type = found.isTensor ? found.type : text.noTensor;
      if (!found.isTensor || !isElementType(type)) throw wrong(text.notPixels(kind, wanted, type));
      return { name: wanted, type, shape: found.shape };
    };
  };
  const inputs = assignInputs(session, tensors('input'), wrong, card);
  const image = tensors('input')(inputs.image);
  const shapes = pictureShapes(image, 'input', wrong);
  const names = card ? Object.keys(card.outputs).slice(0, 1) : byLikelihood(session.outputNames);
  const scale = card && predictsScale(card) ? tensors('output')(scaleOutput) : undefined;
  const signatures: Signature[] = [];
  let refusal: unknown;
  for (const shape of shapes) {
    for (const candidate of names) {
      try {
        const output = tensors('output')(candidate);
        // Both sides have the same white unless their types say otherwise.
        const white = card?.white ?? whiteOf(image.type) ?? whiteOf(output.type) ?? 1;
        const port = ({ name, type }: TensorInfo, { layout }: { layout: Layout }): ImagePort => ({
          name,
          type,
          layout,
          white: whiteOf(type) ?? white,
        });
        const result = matching(output, shape, wrong);
        const mask = inputs.mask === undefined ? undefined : tensors('input')(inputs.mask);
        signatures.push({
          name,
          input: port(image, shape),
          output: port(output, result),
          channels: shape.channels,
          ...(mask && { mask: { ...port(mask, maskShape(mask, shape, wrong)), white: 1 } }),
          ...(scale && { scale: port(scale, matching(scale, shape, wrong)) }),
          ...(inputs.noise !== undefined && {
            noiseLevel: noisePort(tensors('input')(inputs.noise), shape, card, wrong),
          }),
          ...sizes(image.shape, shape.layout),
        });
      } catch (error) {
        // Another output may fit.
        refusal ??= error;
      }
    }
  }
  if (signatures.length === 0) throw refusal;
  return signatures;
}

export function incompatible(name: string, what: string, cause?: unknown): AmsnetError {
  return new AmsnetError('model/incompatible', ...text.notADenoiser(name, what), { cause });
}

interface Inputs {
  readonly image: string;
  readonly mask?: string;
  readonly noise?: string;
}

function assignInputs(
  session: InferenceSession,
  tensor: (name: string) => TensorInfo,
  wrong: (what: string) => AmsnetError,
  card?: ModelCard,
): Inputs {
  const names = [...session.inputNames];
  const image = card ? Object.keys(card.inputs)[0] : (names.find(name => looksLikePicture(name, tensor)) ?? names[0]);
  const mask = card ? takesMask(card) : names.includes(maskName);
  const others = names.filter(name => name !== image && !(mask && name === maskName));
  const noise = others.at(0);
  const known = noise === undefined || noiseNames.test(noise) || (card !== undefined && noise in card.inputs);
  if (others.length > 1 || !known) {
    throw wrong(text.unknownInputs(names, maskName));
  }
  return { image, ...(mask && { mask: maskName }), ...(noise !== undefined && { noise }) };
}

function looksLikePicture(name: string, tensor: (name: string) => TensorInfo): boolean {
  if (name === maskName || noiseNames.test(name)) return false;
  try {
    return tensor(name).shape.length !== 1;
  } catch {
    return false;
  }
}

/** Outputs whose name says that they are the picture come first. */
function byLikelihood(names: readonly string[]): string[] {
  const likely = (name: string) => (/denois|restor|clean|result/i.test(name) ? 0 : noiseNames.test(name) ? 2 : 1);
  return [...names].sort((a, b) => likely(a) - likely(b));
}

/** All ways to read a shape as that of a picture of 1 or 3 channels. */
function pictureShapes(
  { name, shape }: TensorInfo,
  kind: 'input' | 'output',
  wrong: (what: string) => AmsnetError,
): PictureShape[] {
  if (shape.length === 0) return (['NCHW', 'NHWC', 'CHW'] as const).flatMap(layout => [3, 1].map(of(layout)));
  const fitting = (Object.keys(layouts) as Layout[]).filter(layout => layouts[layout].rank === shape.length);
  if (fitting.length === 0) throw wrong(text.wrongRank(kind, name, shape.length));
  if (shape.length === 2) return [{ layout: 'HW', channels: 1 }];
  const declared = fitting.map(layout => ({ layout, channels: shape[channelAxis(layout)] }));
  const known = declared.flatMap(({ layout, channels }) =>
    channels === 1 || channels === 3 ? [of(layout)(channels)] : [],
  );
  if (known.length > 0) return known;
  const numbers = declared.flatMap(({ channels }) => (typeof channels === 'number' ? [channels] : []));
  if (numbers.length > 0) {
    // Height and width, where they are fixed, are the larger numbers.
    const channels = Math.min(...numbers);
    throw wrong(text.wrongChannels(kind, channels));
  }
  return fitting.flatMap(layout => [3, 1].map(of(layout)));
}

function of(layout: Layout): (channels: number) => PictureShape {
  return channels => ({ layout, channels: channels === 1 ? 1 : 3 });
}

function channelAxis(layout: Layout): number {
  const rule = layouts[layout];
  return 'channels' in rule ? rule.channels : -1;
}

/** How an output that belongs to `input` is to be read: in the same order of dimensions, if its shape leaves that open. */
function matching(output: TensorInfo, input: PictureShape, wrong: (what: string) => AmsnetError): PictureShape {
  const fitting = pictureShapes(output, 'output', wrong).filter(({ channels }) => channels === input.channels);
  if (fitting.length === 0) {
    throw wrong(text.outputDiffers(output.name, output.shape.join(), input.channels));
  }
  return fitting.find(({ layout }) => layout === input.layout) ?? fitting[0];
}

function maskShape(mask: TensorInfo, { layout }: PictureShape, wrong: (what: string) => AmsnetError): PictureShape {
  const fitting = pictureShapes(mask, 'input', wrong).filter(({ channels }) => channels === 1);
  if (fitting.length === 0) throw wrong(text.maskChannels(maskName));
  return fitting.find(shape => shape.layout === layout) ?? fitting[0];
}

function noisePort(
  { name, type, shape }: TensorInfo,
  picture: PictureShape,
  card: ModelCard | undefined,
  wrong: (what: string) => AmsnetError,
): NoiseLevelPort {
  const white = card?.noiseWhite ?? card?.white ?? 1;
  const sizes = shape.slice(1);
  // Without a batch, or with nothing but ones behind it, it is a number; a map has the picture's height and width.
  if (shape.length < 3 || sizes.every(size => size === 1))
    return { name, type, form: { kind: 'number', shape }, white };
  const [map] = pictureShapes({ name, type, shape }, 'input', wrong).sort(
    (a, b) => Number(b.layout === picture.layout) - Number(a.layout === picture.layout) || a.channels - b.channels,
  );
  return { name, type, form: { kind: 'map', ...map }, white };
}

function sizes(shape: Shape, layout: Layout): Pick<Signature, 'batch' | 'fixedSize'> {
  if (shape.length === 0) return { batch: 1 };
  const { batched, height: row, width: column } = layouts[layout];
  const [height, width] = [shape[row], shape[column]];
  const fixed = [height, width].filter(size => typeof size === 'number');
  const batch = batched ? shape[0] : 1;
  return {
    ...(typeof batch === 'number' ? { batch } : {}),
    ...(fixed.length === 0
      ? {}
      : {
          fixedSize: {
            width: typeof width === 'number' ? width : fixed[0],
            height: typeof height === 'number' ? height : fixed[0],
          },
        }),
  };
}
