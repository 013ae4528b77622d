import { html, nothing, type TemplateResult } from 'lit';

export interface IconButton {
  /** One of VS Code's codicons. */
  readonly icon: string;
  /** Its name. */
  readonly label: string;
  /** What the pointer is told; its name unless said. */
  readonly hint?: string;
  readonly testId?: string;
  /** Where in the element that it stands in. */
  readonly slot?: string;
  readonly usable?: boolean;
}

/** A button without words. */
export function iconButton(
  { icon, label, hint = label, testId, slot, usable = true }: IconButton,
  press: (event: Event) => void,
): TemplateResult {
  return html`<vscode-toolbar-button
    slot=${slot ?? nothing}
    icon=${icon}
    label=${label}
    title=${hint}
    data-testid=${testId ?? nothing}
    ?disabled=${!usable}
    aria-disabled=${usable ? nothing : 'true'}
    @click=${(event: Event) => {
      if (usable) press(event);
    }}
  ></vscode-toolbar-button>`;
}

/** A button without words that is on or off. */
export function iconToggle(
  { icon, label, hint = label, testId, slot }: Omit<IconButton, 'usable'>,
  on: boolean,
  toggle: () => void,
): TemplateResult {
  return html`<vscode-toolbar-button
    slot=${slot ?? nothing}
    icon=${icon}
    label=${label}
    title=${hint}
    data-testid=${testId ?? nothing}
    toggleable
    .checked=${on}
    @change=${toggle}
  ></vscode-toolbar-button>`;
}
