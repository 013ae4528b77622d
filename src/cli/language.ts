/** To be imported before anything else: the command line speaks the language of the system (`LANG` and the like) unless told. */
import { setLanguage } from '../core/language';

setLanguage(process.env.AMSNET_LANGUAGE ?? Intl.DateTimeFormat().resolvedOptions().locale);
