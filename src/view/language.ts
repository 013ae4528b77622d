/** To be imported before anything else: the extension speaks the language of VS Code unless told. */
import { env } from 'vscode';
import { setLanguage } from '../core/language';

setLanguage(process.env.AMSNET_LANGUAGE ?? env.language);
