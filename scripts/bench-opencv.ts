/** OpenCV's non-local means, where a Python with OpenCV is at hand: the yardstick for speed and quality. */
import { spawnSync } from 'node:child_process';

/** The interpreter; PYTHON names another one, for example that of a virtual environment. */
const python = process.env.PYTHON ?? 'python3';

const program = `
import json, sys, time, cv2
costs = []
for source, target, h in json.load(sys.stdin):
    image = cv2.imread(source, cv2.IMREAD_COLOR)
    start, used = time.perf_counter(), time.process_time()
    result = cv2.fastNlMeansDenoisingColored(image, None, h, h, 7, 21)
    costs.append({'seconds': time.perf_counter() - start, 'processor': time.process_time() - used})
    if target: cv2.imwrite(target, result)
print(json.dumps(costs))
`;

export interface NlmTask {
  readonly source: string;
  /** Where to write the result, if it is wanted. */
  readonly target?: string;
  /** Strength of the filter. */
  readonly h: number;
}

export interface NlmCost {
  readonly seconds: number;
  /** Processor seconds of all threads. */
  readonly processor: number;
}

/** @returns OpenCV's version, undefined where there is none. */
export function opencvVersion(): string | undefined {
  const { status, stdout } = spawnSync(python, ['-c', 'import cv2; print(cv2.__version__)'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Runs fastNlMeansDenoisingColored (windows 7 and 21, the defaults) and @returns the cost of each, without reading and writing. */
export function nonLocalMeans(tasks: readonly NlmTask[]): NlmCost[] {
  const input = JSON.stringify(tasks.map(({ source, target, h }) => [source, target ?? null, h]));
  const { status, stdout, stderr } = spawnSync(python, ['-c', program], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`OpenCV failed: ${stderr}`);
  return JSON.parse(stdout) as NlmCost[];
}
