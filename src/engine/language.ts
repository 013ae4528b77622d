/** To be imported before anything else: the engine speaks the language of whoever started it. */
import { setLanguage } from '../core/language';

setLanguage(process.env.AMSNET_LANGUAGE ?? 'en');
