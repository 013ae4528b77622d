import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { DenoiseWindow } from './denoise-window';

/** What axe-core finds wrong on the view's page, one line for each element. */
export async function violations(window: DenoiseWindow): Promise<string[]> {
  const body = await window.view.locator('body').elementHandle();
  const frame = await body.ownerFrame();
  if (!frame) throw new Error('the view is not there');
  await frame.evaluate(axe.source);
  const found = await frame.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}
