import type { AnswerDefinition, ResponseDefinition } from '../document.js';
import { compileExpression, type Expression } from '../expression/expression.js';
import { compileTemplate, type Template } from '../expression/template.js';
import { contentKind, escapeXml } from './content-type.js';

export interface CompiledAnswer {
  readonly when?: Expression;
  /** Gives `{ status, headers }`. */
  readonly head: Template;
  readonly contentType?: string;
  readonly body?: Template;
  /** It reads the event, which then has to be looked up. */
  readonly readsEvent: boolean;
}

export interface CompiledResponse {
  readonly accepted?: CompiledAnswer;
  readonly succeeded: readonly CompiledAnswer[];
  readonly failed: readonly CompiledAnswer[];
}

/** Throws ExpressionFailed when the response was not validated. */
export function compileResponse({ accepted, succeeded, failed }: ResponseDefinition): CompiledResponse {
  return {
    ...(accepted === undefined ? {} : { accepted: compileAnswer(accepted) }),
    succeeded: succeeded.map(compileAnswer),
    failed: failed.map(compileAnswer),
  };
}

function compileAnswer({ when, status, headers, contentType, body }: AnswerDefinition): CompiledAnswer {
  const isXml = contentType !== undefined && contentKind(contentType) === 'xml';
  const condition = when === undefined ? undefined : compileExpression(when);
  const head = compileTemplate({ ...(status === undefined ? {} : { status }), headers: headers ?? {} });
  const content = body === undefined ? undefined : compileTemplate(body, isXml ? escapeXml : undefined);
  const expressions = [head, content].flatMap((template) => template?.expressions ?? []);
  const chains = [condition, ...expressions.map(({ expression }) => expression)].flatMap(
    (expression) => expression?.chains ?? [],
  );
  return {
    head,
    ...(condition === undefined ? {} : { when: condition }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(content === undefined ? {} : { body: content }),
    readsEvent: chains.some(([root]) => root === 'trigger' || root === 'inputs'),
  };
}
