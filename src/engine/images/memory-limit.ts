/**
 * Most bytes of the samples of one image that are held in memory; those of a larger one lie in a file. A photo of 20
 * megapixels is below it, and a job has up to three: the image, its reference, the result.
 */
export const samplesInMemory = 64 << 20;

/** Most bytes of the samples of a strip of a TIFF that is decoded as a whole. */
export const stripInMemory = 16 << 20;
