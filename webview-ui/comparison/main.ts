/** The page that compares images: registers its elements. The style sheet of the icons is bundled beside the script. */
import '../language';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import './app';
import './compared';
import '../elements/banner';
import '../elements/pages';
import '../elements/pane';
import '../elements/panes';
import '../elements/status';
import '../elements/toolbar';
import '../main.css';
