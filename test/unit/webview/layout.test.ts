import { expect, test } from 'vitest';
import { columnsFor } from '../../../webview-ui/layout';

const wide = { width: 1200, height: 500 };

test.each([
  [1, wide, { width: 3000, height: 2000 }, 1],
  [3, wide, { width: 1000, height: 1000 }, 3],
  [3, { width: 500, height: 1200 }, { width: 1000, height: 700 }, 1],
  [4, { width: 1000, height: 1000 }, { width: 1000, height: 1000 }, 2],
  [6, { width: 1200, height: 800 }, { width: 1000, height: 1000 }, 3],
  [5, wide, { width: 100, height: 3000 }, 5],
  [5, { width: 786, height: 680 }, { width: 192, height: 144 }, 3],
  [5, { width: 786, height: 680 }, { width: 4000, height: 3000 }, 3],
])('%d panes in %j of an image %j stand in %d columns', (count, area, image, columns) => {
  expect(columnsFor(count, area, image, 22)).toBe(columns);
});

test('an area too small for any pane still has a column', () => {
  expect(columnsFor(8, { width: 10, height: 10 }, { width: 100, height: 100 }, 22)).toBeGreaterThan(0);
});
