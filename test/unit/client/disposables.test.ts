import { describe, expect, it } from 'vitest';
import { DisposableStore, DisposableValue } from '../../../src/client/disposables';

const recorder = () => {
  const gone: string[] = [];
  return { gone, make: (name: string) => ({ dispose: () => gone.push(name) }) };
};

describe('a store of disposables', () => {
  it('lets the last one go first, once', () => {
    const { gone, make } = recorder();
    const store = new DisposableStore();
    for (const name of ['a', 'b', 'c']) store.add(make(name));
    store.dispose();
    store.dispose();
    expect(gone).toEqual(['c', 'b', 'a']);
  });

  it('lets go at once of what comes too late', () => {
    const { gone, make } = recorder();
    const store = new DisposableStore();
    store.dispose();
    store.add(make('late'));
    expect(gone).toEqual(['late']);
  });

  it('lets all go though one fails, and says so', () => {
    const { gone, make } = recorder();
    const store = new DisposableStore();
    store.add(make('a'));
    store.add({
      dispose: () => {
        throw new Error('stuck');
      },
    });
    expect(() => {
      store.dispose();
    }).toThrow('stuck');
    expect(gone).toEqual(['a']);
  });
});

describe('a disposable value', () => {
  it('lets the one before go', () => {
    const { gone, make } = recorder();
    const value = new DisposableValue();
    value.value = make('a');
    value.value = make('b');
    expect(gone).toEqual(['a']);
    value.dispose();
    expect(gone).toEqual(['a', 'b']);
    value.value = make('late');
    expect(gone).toEqual(['a', 'b', 'late']);
    expect(value.value).toBeUndefined();
  });
});
