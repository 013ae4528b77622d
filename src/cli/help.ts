/** Help texts of commander in the language of the program. */
import type { HelpConfiguration } from 'commander';
import { text } from './text';
import { stringWidth, wrapped } from './width';

const { help } = text;

/** As commander has them, with its own words from the catalogue. */
export const helpConfiguration: HelpConfiguration = {
  displayWidth: stringWidth,
  boxWrap: wrapped,
  styleTitle: title => help.titles[title] ?? title,
  optionDescription: ({ description, argChoices, defaultValue, required }) => {
    const more: string[] = [];
    if (argChoices) more.push(help.choices(argChoices.map(choice => JSON.stringify(choice)).join(', ')));
    if (defaultValue !== undefined && required) more.push(help.default(JSON.stringify(defaultValue)));
    return more.length === 0 ? description : help.more(description, more);
  },
};
