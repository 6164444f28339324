import type { ASTNode } from '@marcbachmann/cel-js';

import { suggest } from '../../config/suggest.js';
import type { Compilation } from './compilation.js';
import type { Run } from './frame.js';
import { FUNCTIONS, requireText } from './functions.js';
import { compileDefault, compileHas, compileMacro } from './macros.js';
import { METHODS } from './methods.js';
import { failure } from './failure.js';
import { compilePattern } from './regex.js';
import type { Pattern } from './regex.js';
import { memberOf } from './value.js';

type CallNode = ASTNode & { op: 'call' };
type MethodNode = ASTNode & { op: 'rcall' };

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/;

const SPECIAL: Readonly<Record<string, (node: CallNode, compilation: Compilation) => Run>> = {
  has: compileHas,
  default: compileDefault,
  secret: compileSecret,
  var: compileVariable,
  regex: compileRegex,
};

export const FUNCTION_NAMES = [...Object.keys(SPECIAL), ...FUNCTIONS.keys()];
const MACRO_NAMES = ['map', 'filter', 'all', 'exists', 'exists_one', 'orValue', 'or'];
const METHOD_NAMES = [...METHODS.keys(), ...MACRO_NAMES];

/** `name(...)`. Unknown names and wrong numbers of arguments are refused here, before anything runs. */
export function compileCall(node: CallNode, compilation: Compilation): Run {
  const [parsed, args] = node.args;
  const name = compilation.source.slice(node.start, node.start + parsed.length); // as it is written: see `syntax.ts`
  if (Object.hasOwn(SPECIAL, name)) {
    return SPECIAL[name]!(node, compilation);
  }
  const known = FUNCTIONS.get(name);
  if (!known) {
    throw compilation.fault(node, unknownCall('function', name, FUNCTION_NAMES));
  }
  if (args.length !== known.arity) {
    throw compilation.fault(node, wrongArity(name, [known.arity], args.length));
  }
  const argument = args[0] ? compilation.compile(args[0]) : undefined;
  return (frame) => known.apply(frame, argument?.(frame));
}

/** `value.name(...)`: a macro or a method. */
export function compileMethod(node: MethodNode, compilation: Compilation): Run {
  const macro = compileMacro(node, compilation);
  if (macro) {
    return macro;
  }
  const [name, receiver, args] = node.args;
  const known = METHODS.get(name);
  if (!known) {
    throw compilation.fault(node, unknownCall('method', name, METHOD_NAMES));
  }
  if (!known.arity.includes(args.length)) {
    throw compilation.fault(node, wrongArity(name, known.arity, args.length));
  }
  const target = compilation.compile(receiver);
  const runs = args.map((arg) => compilation.compile(arg));
  return (frame) =>
    known.apply(
      frame,
      target(frame),
      runs.map((run) => run(frame)),
    );
}

function compileSecret(node: CallNode, compilation: Compilation): Run {
  const name = literalName(node, compilation, { call: 'secret', what: 'a secret', example: 'API_KEY' });
  compilation.secrets.add(name);
  return (frame) => frame.scope.secrets(name);
}

function compileVariable(node: CallNode, compilation: Compilation): Run {
  const name = literalName(node, compilation, { call: 'var', what: 'a variable', example: 'REGION' });
  compilation.variableNames.add(name);
  return (frame) => {
    const value = memberOf(frame.scope.variables, name);
    if (value === undefined) {
      throw failure('missing', `there is no variable ${name} in this namespace and environment`, name);
    }
    return value;
  };
}

/** Named, not computed, so that what a document uses is known before it runs. */
function literalName(
  node: CallNode,
  compilation: Compilation,
  { call, what, example }: { call: string; what: string; example: string },
): string {
  const [name] = node.args[1];
  if (node.args[1].length !== 1 || name?.op !== 'value' || typeof name.args !== 'string') {
    throw compilation.fault(node, `${call}() takes the name itself, as in ${call}('${example}')`);
  }
  if (!NAME.test(name.args)) {
    throw compilation.fault(
      name,
      `the name of ${what} is letters, digits, _ . and -, and starts with a letter or _`,
    );
  }
  return name.args;
}

function compileRegex(node: CallNode, compilation: Compilation): Run {
  const [text, pattern] = node.args[1];
  if (!text || node.args[1].length !== 2 || pattern?.op !== 'value' || typeof pattern.args !== 'string') {
    throw compilation.fault(
      node,
      "regex() takes a text and a literal pattern, as in regex(trigger.type, '^user[.]')",
    );
  }
  const target = compilation.compile(text);
  const compiled = requirePattern(pattern, pattern.args, compilation);
  return (frame) => {
    const value = requireText(target(frame), 'regex()');
    frame.spend(compiled.cost(value.length));
    return compiled.matches(value);
  };
}

function requirePattern(node: ASTNode, pattern: string, compilation: Compilation): Pattern {
  try {
    return compilePattern(pattern);
  } catch (error) {
    throw compilation.fault(node, `not a pattern: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function unknownCall(kind: string, name: string, known: readonly string[]): string {
  if (name === 'matches') {
    return "matches() is not part of this language, use regex(text, 'pattern')";
  }
  const hint = suggest(name, known);
  return `unknown ${kind} '${name}()'${hint ? `, did you mean '${hint}()'?` : ''}`;
}

function wrongArity(name: string, arity: readonly number[], given: number): string {
  return `${name}() takes ${arity.join(' or ')} argument${arity.join() === '1' ? '' : 's'}, not ${given}`;
}
