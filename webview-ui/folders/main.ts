/** The page that lists the images of two folders: registers its elements. The style sheet of the icons is bundled beside the script. */
import '../language';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import './app';
import './table';
import '../main.css';
