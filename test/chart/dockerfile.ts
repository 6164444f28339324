/** Reads the Dockerfile into stages of instructions; knows the forms it uses and no others. */
import { readTop } from './compose.js';

export interface Instruction {
  name: string;
  /** Everything after the name, continued lines joined. */
  text: string;
}

export interface Stage {
  name: string;
  from: string;
  instructions: Instruction[];
}

export interface Dockerfile {
  stages: Stage[];
  /** What the last stage leaves running. */
  last: Stage;
  environment: Record<string, string>;
}

export async function readDockerfile(): Promise<Dockerfile> {
  return parseDockerfile(await readTop('Dockerfile'));
}

/** Throws when an instruction comes before the first FROM (an ARG there would unpin the image). */
export function parseDockerfile(text: string): Dockerfile {
  const stages: Stage[] = [];
  for (const instruction of instructionsOf(text)) {
    if (instruction.name === 'FROM') {
      const [from = '', , name = ''] = instruction.text.split(/\s+/);
      stages.push({ name, from, instructions: [] });
      continue;
    }
    if (stages.length === 0) {
      throw new Error(`${instruction.name} comes before FROM`);
    }
    stages.at(-1)!.instructions.push(instruction);
  }
  const last = stages.at(-1)!;
  return { stages, last, environment: environmentOf(last) };
}

/** The last instruction of that name, which is the one that counts. */
export function lastOf(stage: Stage, name: string): string | undefined {
  return stage.instructions.findLast((instruction) => instruction.name === name)?.text;
}

function instructionsOf(text: string): Instruction[] {
  return text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
      return { name: name.toUpperCase(), text: rest };
    });
}

function environmentOf(stage: Stage): Record<string, string> {
  const pairs = stage.instructions
    .filter(({ name }) => name === 'ENV')
    .flatMap(({ text }) => text.split(/\s+/))
    .map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    });
  return Object.fromEntries(pairs);
}
