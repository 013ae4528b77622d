/** To be imported before anything else: a page speaks the language that the extension host wrote it in. */
import { setLanguage } from '../src/core/language';

setLanguage(document.documentElement.lang);
