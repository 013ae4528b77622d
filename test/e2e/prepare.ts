/** Fetches the VS Code that the tests run in, which is waiting for the most part: `npm test` does other things meanwhile. */
import { installVscode } from './install';

installVscode();
