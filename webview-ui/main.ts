/** The page of the Denoise view: registers its elements. The style sheet of the icons is bundled beside the script. */
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-collapsible/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import './app';
import './elements/banner';
import './elements/facts';
import './elements/knob';
import './elements/knobs';
import './elements/numbers';
import './elements/status';
import './elements/toolbar';
import './main.css';
