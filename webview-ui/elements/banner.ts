import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Problem } from '../../src/messages/view';
import { shared } from '../styles';
import { text } from '../text';
import { CommandEvent } from './command-event';
import { iconButton } from '../icon-button';

/** What went wrong and the recovery actions, or something worth knowing. */
@customElement('amsnet-banner')
export class BannerElement extends LitElement {
  static override styles = [
    shared,
    css`
      .banner {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
        padding: 6px 10px;
        line-height: 1.4;
        border-bottom: 1px solid var(--vscode-inputValidation-infoBorder);
        color: var(--vscode-inputValidation-infoForeground, var(--vscode-foreground));
        background: var(--vscode-inputValidation-infoBackground);
      }
      .problem {
        border-color: var(--vscode-inputValidation-errorBorder);
        color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
        background: var(--vscode-inputValidation-errorBackground);
      }
      .text {
        flex: 1 1 260px;
        overflow-wrap: anywhere;
        max-height: 120px;
        overflow-y: auto;
      }
      .actions {
        display: flex;
        gap: 6px;
      }
    `,
  ];

  @property({ attribute: false }) problem: Problem | undefined;
  @property() notice: string | undefined;

  override render(): TemplateResult | typeof nothing {
    const { problem, notice } = this;
    if (!problem && notice === undefined) return nothing;
    return html`<div
      class="banner ${problem ? 'problem' : ''}"
      role=${problem ? 'alert' : 'status'}
      data-testid=${problem ? 'problem' : 'notice'}
    >
      <vscode-icon name=${problem ? 'error' : 'info'}></vscode-icon>
      <span class="text">${problem ? text.banner.problem(problem.message, problem.action) : notice}</span>
      <span class="actions">
        ${(problem?.actions ?? []).map(
          (way, i) =>
            html`<vscode-button
              ?secondary=${i > 0}
              data-testid="way-${way}"
              @click=${() => this.dispatchEvent(new CommandEvent(way))}
              >${text.banner.actions[way]}</vscode-button
            >`,
        )}
        ${iconButton({ icon: 'close', label: text.banner.dismiss }, () => this.dispatchEvent(new CommandEvent('dismiss')))}
      </span>
    </div>`;
  }
}
