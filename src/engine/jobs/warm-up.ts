import { orCancelled } from '../cancel';
import type { Handler } from '../server';
import type { Services } from '../services';
import { smallRun } from '../sessions/small-run';

export function warmUp({ models, sessions, inferenceQueue }: Services): Handler<'warmUp'> {
  return async ({ model, device }, { token }) => {
    const found = await models.find(model);
    const { session, traits } = await orCancelled(token, () => sessions.load(found, device));
    // The graph of plain passes is opened by the first of them.
    await inferenceQueue.turn({ token, priority: 'interactive' }, () => smallRun(session, traits));
    return {};
  };
}
