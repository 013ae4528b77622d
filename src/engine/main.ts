/** The engine process: `engine.js '{"modelFolders":[...]}'`, forked by the client, or `{"trial":"cuda"}`, by itself. */
import './language';
import { tmpdir } from 'node:os';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import * as z from 'zod';
import { deviceTimingsFile } from '../client/cache-folder';
import { LocalDevice } from '../client/device';
import { EngineStart, runMethod, tokenMethod } from '../client/wire';
import { removeLeftovers } from '../files/leftovers';
import { createHandlers } from './handlers';
import { serve } from './server';
import { createServices } from './services';
import { RememberedTimings } from './sessions/remembered-timings';
import { runTrial } from './sessions/trial';

const Start = z.union([EngineStart, z.object({ trial: LocalDevice.exclude(['auto']) })]);

const start = Start.parse(JSON.parse(process.argv[2]));
if ('trial' in start) {
  runTrial(start.trial).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
} else {
  const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  const token = new Promise<string | undefined>(resolve => {
    connection.onNotification(tokenMethod, (given: unknown) => {
      resolve(typeof given === 'string' && given !== '' ? given : undefined);
    });
  });
  const servers = { ...(start.servers && { named: start.servers }), token: () => token };
  const announce = (run: unknown) => connection.sendNotification(runMethod, run);
  const timings = new RememberedTimings(deviceTimingsFile());
  const services = createServices(start.modelFolders, start.trusted, announce, servers, timings);
  serve(connection, createHandlers(services));
  // Those of an engine that was killed in the middle of a large image are large.
  void removeLeftovers(tmpdir());
  // Whoever forked this process is gone, and with it everyone who could want an answer.
  process.on('disconnect', () => void services.shutdown.close().then(() => process.exit(0)));
  // Ctrl-C in a terminal reaches the whole process group; who forked this process decides what is to stop.
  process.on('SIGINT', () => undefined);
  // Ends in order, so that no temporary file stays; a training saves what it has and ends by itself.
  for (const [signal, exitCode] of [
    ['SIGHUP', 129],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => {
      if (!services.shutdown.isHolding) process.exit(exitCode);
    });
  }
  // A library that removes its locks on the way out listens to this one, and would end the process: a file that reaches
  // the limit of its size is an error of that file alone.
  if (process.platform !== 'win32') process.on('SIGXFSZ', () => undefined);
  connection.listen();
}
