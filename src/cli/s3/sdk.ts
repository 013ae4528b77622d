/** What is used of Amazon's library: a program of its own, `dist/s3.js`, which only addresses of S3 load. */
export {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
