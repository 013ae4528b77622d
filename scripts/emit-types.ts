import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * Writes the declarations of a module and of what they name, and nothing else: whoever compiles against them needs no
 * sources and no other package. File by file, without the types of anything else: what is exported says its type.
 *
 * @throws where an export does not
 */
export function emitTypes(entry: string, outDir: string): void {
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    declaration: true,
    isolatedDeclarations: true,
  };
  const waiting = [entry];
  for (const file of waiting) {
    const source = readFileSync(file, 'utf8');
    const { outputText, diagnostics = [] } = ts.transpileDeclaration(source, { fileName: file, compilerOptions });
    for (const { messageText } of diagnostics) throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
    const name = path.join(outDir, path.relative('src', file).replace(/\.ts$/, '.d.ts'));
    mkdirSync(path.dirname(name), { recursive: true });
    writeFileSync(name, outputText);
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles) {
      const imported = path.join(path.dirname(file), `${fileName}.ts`);
      if (!waiting.includes(imported)) waiting.push(imported);
    }
  }
}
