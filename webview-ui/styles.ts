import { css } from 'lit';

/** What all parts of the view share: density, focus, numbers that do not jump. */
export const shared = css`
  :host {
    font-family: var(--vscode-font-family);
    font-size: 12px;
    color: var(--vscode-foreground);
    box-sizing: border-box;
  }
  *,
  *::before {
    box-sizing: border-box;
  }
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .number {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 11px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .dim {
    color: var(--vscode-descriptionForeground);
  }
  .silent {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** A plain list to choose from, in the density of a toolbar. */
export const listBox = css`
  select {
    height: 20px;
    font: inherit;
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
    border: 1px solid var(--vscode-dropdown-border);
    border-radius: 2px;
  }
`;

/** Commands that look like links, side by side. */
export const linkButtons = css`
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 10px;
    margin-top: 4px;
  }
  .links button {
    padding: 0;
    border: 0;
    background: none;
    color: var(--vscode-textLink-foreground);
  }
  .links button:hover {
    text-decoration: underline;
  }
`;

/** Names on the left, what they stand for on the right. */
export const factList = css`
  :host {
    display: block;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 10px;
    margin: 0;
  }
  dd {
    margin: 0;
    text-align: right;
  }
`;

/** Names in the first column, numbers in the others. */
export const numberTable = css`
  table {
    border-collapse: collapse;
  }
  th {
    font-weight: normal;
    text-align: left;
    padding: 1px 0;
  }
  thead th {
    color: var(--vscode-descriptionForeground);
  }
  th:not(:first-child),
  td {
    text-align: right;
    padding-left: 6px;
  }
`;

/** A whole page: toolbar, progress, banner and status line around panes with a panel beside them. */
export const page = css`
  :host {
    display: grid;
    grid-template: auto 2px auto minmax(0, 1fr) auto auto / minmax(0, 1fr) auto;
    height: 100vh;
    background: var(--vscode-editor-background);
  }
  amsnet-toolbar,
  vscode-progress-bar,
  .nothing,
  amsnet-banner,
  amsnet-status,
  amsnet-strip {
    grid-column: 1 / -1;
  }
  vscode-progress-bar {
    overflow: hidden;
    height: 2px;
  }
  .waiting {
    display: grid;
    place-content: center;
    background: var(--vscode-editor-background);
  }
  amsnet-measurement {
    grid-area: 5 / 1;
  }
  section {
    grid-area: 4 / 2 / span 2;
    width: 268px;
    overflow-y: auto;
    background: var(--vscode-sideBar-background);
    border-left: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
  }
  .section {
    padding: 4px 10px 10px;
  }
  @media (width < 600px) {
    section {
      width: 200px;
    }
  }
  /* A side panel, or text of twice its size: the panes keep a height, */
  @media (width < 440px) or (height < 520px) {
    :host {
      grid-template-rows: auto 2px auto minmax(140px, 1fr);
      overflow-y: auto;
    }
  }
  /* and what is beside them goes below. */
  @media (width < 440px) {
    section {
      grid-area: auto / 1 / auto / -1;
      width: auto;
      max-height: 45vh;
      border-left: 0;
      border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    }
  }
`;
