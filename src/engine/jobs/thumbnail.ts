import { orCancelled } from '../cancel';
import { readThumbnail } from '../images/thumbnail';
import type { Handler } from '../server';

/** Nothing of it is kept, and no raster is made: thousands may be asked for. */
export function thumbnail(): Handler<'thumbnail'> {
  return ({ image, edge }, { token }) => orCancelled(token, () => readThumbnail(image, edge));
}
