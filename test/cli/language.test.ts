import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { program } from './amsnet';

/** Both streams of a run on a machine whose language is Chinese. */
function chinese(...args: string[]): string {
  const unset = { AMSNET_LANGUAGE: undefined, LC_ALL: undefined, LC_MESSAGES: undefined };
  const env = { ...process.env, ...unset, LANG: 'zh_CN.UTF-8' };
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], { env, encoding: 'utf8' });
  return stdout + stderr;
}

test('help is in the language of the system, with the words of commander', () => {
  const help = chinese('denoise', '--help');
  expect(help).toContain('用法：');
  expect(help).toContain('（默认：768）');
  expect(help).not.toMatch(/choices|default:|Options|Arguments/);
  expect(chinese('--help')).not.toMatch(/Commands|display/);
});

test.each([
  [['denoise'], '缺少必需的参数“image|folder”'],
  [['denoise', 'a.png', '--model'], '缺少参数'],
  [['denoise', 'a.png', '--recursiv'], '您是否想用 --recursive'],
  [['denoise', 'a.png', '--pd', '99'], '的参数“99”无效。必须为 1 到 8 之间的整数。'],
  [['denoise', 'a.png', '--device', 'x'], '请使用 auto、cpu'],
  [['denoise', 'a.png', '--preset', 'x'], '可选：auto, single-pass'],
  [['train', 'a.png'], '未指定必需的选项'],
  [['compare', 'a', 'b', 'c'], '参数过多，应为 2 个，实际为 3 个。'],
  [['nothing'], '未知命令“nothing”'],
])('wrong use is told in Chinese: %j', (args, words) => {
  const said = chinese(...args);
  expect(said).toContain(words);
  expect(said).not.toMatch(/error|invalid|argument/i);
});

test('the engine speaks as well; codes stay', () => {
  const record = JSON.parse(chinese('denoise', 'nothing.png', '--json').split('\n')[0]) as { error: object };
  expect(record.error).toMatchObject({ code: 'image/not-found', message: 'nothing.png 不存在。' });
});
