/** Objects of S3, by Amazon's own library with whatever credentials, region and endpoint it finds. */
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { isImage } from '../../batch/inputs';
import { type Version, versionOf } from '../../batch/journal';
import type { BatchInput } from '../../batch/names';
import { isS3 } from '../../batch/s3-path';
import { AmsnetError, CancelledError, type ErrorCode, firstLine } from '../../core/errors';
import { text } from '../text';

/** By addresses `s3://bucket/key`. Every method throws an `AmsnetError` that says which address, and what to do. */
export interface ObjectStore {
  /** The addresses of all objects in a folder, which is a beginning of keys. */
  list(folder: string): Promise<string[]>;
  /** Size and time of an object; null where there is none. */
  versionOf(address: string): Promise<Version | null>;
  download(address: string, file: string, signal: AbortSignal): Promise<void>;
  /** @throws {AmsnetError} output/exists where there is one that may not be overwritten, also if it came meanwhile */
  upload(file: string, address: string, overwrite: boolean, signal: AbortSignal): Promise<void>;
}

let opened: Promise<ObjectStore> | undefined;

/** The library is loaded by the first who asks. */
export function objectStore(): Promise<ObjectStore> {
  return (opened ??= open());
}

async function open(): Promise<ObjectStore> {
  // It is bundled, so that what it says of later versions on this Node.js is nobody's concern.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const sdk = pathToFileURL(join(__dirname, 's3.js')).href;
  const { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } = (await import(
    sdk
  )) as typeof import('./sdk');
  const endpoint = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  // Other servers than Amazon's have the bucket in the path, not in the host's name.
  const client = new S3Client({ followRegionRedirects: true, forcePathStyle: endpoint !== undefined });
  return {
    async list(folder) {
      const { bucket, key } = parts(folder);
      const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
      const keys: string[] = [];
      let more: string | undefined;
      do {
        const page = await client
          .send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: more }))
          .catch(told(folder, 'image/not-found'));
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        more = page.NextContinuationToken;
      } while (more !== undefined);
      return keys.map(each => `s3://${bucket}/${each}`);
    },
    async versionOf(address) {
      try {
        const found = await client.send(new HeadObjectCommand(request(address)));
        return { size: found.ContentLength ?? 0, modified: found.LastModified?.getTime() ?? 0 };
      } catch (error) {
        // An answer without a body does not say whether the bucket is missing: reading or writing will.
        if (statusOf(error) === 404) return null;
        return told(address, 'image/not-found')(error);
      }
    },
    async download(address, file, signal) {
      try {
        const { Body } = await client.send(new GetObjectCommand(request(address)), { abortSignal: signal });
        await pipeline(Body as Readable, createWriteStream(file), { signal });
      } catch (error) {
        throwIfAborted(signal);
        told(address, 'image/not-found')(error);
      }
    },
    async upload(file, address, overwrite, signal) {
      const { size } = await stat(file);
      try {
        await client.send(
          new PutObjectCommand({
            ...request(address),
            Body: createReadStream(file),
            ContentLength: size,
            // Whoever was faster keeps the name.
            ...(!overwrite && { IfNoneMatch: '*' }),
          }),
          { abortSignal: signal },
        );
      } catch (error) {
        throwIfAborted(signal);
        if ([409, 412].includes(statusOf(error) ?? 0))
          throw new AmsnetError('output/exists', ...text.s3.exists(address), { cause: error });
        told(address, 'output/unwritable')(error);
      }
    },
  };
}

/** That of a file or an object; what cannot be asked for is told when it is read or written. */
export async function versionAnywhere(path: string): ReturnType<typeof versionOf> {
  if (!isS3(path)) return versionOf(path);
  return (await objectStore()).versionOf(path).catch(() => null);
}

/** The images in a folder of a bucket and its subfolders, by the order of their keys. */
export async function objectsBelow(folder: string): Promise<BatchInput[]> {
  const root = folder.replace(/\/*$/, '/');
  const addresses = await (await objectStore()).list(folder);
  return addresses
    .filter(isImage)
    .sort()
    .map(path => ({ path, subfolder: path.slice(root.length).split('/').slice(0, -1).join('/') }));
}

function parts(address: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/s.exec(address) ?? [];
  return { bucket, key };
}

function request(address: string): { readonly Bucket: string; readonly Key: string } {
  const { bucket, key } = parts(address);
  if (bucket === '' || key === '') throw new AmsnetError('image/not-found', ...text.s3.address(address));
  return { Bucket: bucket, Key: key };
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new CancelledError();
}

/** What went wrong at an address, in words; the library's own names of errors are all that tells it. */
function told(address: string, code: ErrorCode): (error: unknown) => never {
  return error => {
    if (error instanceof AmsnetError) throw error;
    const { bucket } = parts(address);
    const name = error instanceof Error ? error.name : '';
    const status = statusOf(error);
    const words =
      name === 'NoSuchBucket'
        ? text.s3.noBucket(bucket)
        : name === 'NoSuchKey' || status === 404
          ? text.s3.noObject(address)
          : name.includes('Credentials')
            ? text.s3.noCredentials
            : /region is missing/i.test(firstLine(error))
              ? text.s3.noRegion
              : status === 401 || status === 403
                ? text.s3.refused(address)
                : text.s3.failed(address, firstLine(error));
    throw new AmsnetError(code, ...words, { cause: error });
  };
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
