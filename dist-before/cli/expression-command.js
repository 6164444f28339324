export const expressionCommand = (program, line) => {
    program
        .command('expression')
        .description('Try an expression or a template on what an execution left behind.')
        .argument('<expression>', "as in a document: trigger.body.name, or 'Hello {{ trigger.body.name }}'")
        .requiredOption('--execution <id>', 'the execution')
        .action(line.handle(evaluate));
};
async function evaluate(session, expression, { execution }) {
    const api = await session.api();
    const answer = await api.post('/expressions/evaluate', {
        execution,
        expression,
    });
    session.show(answer, () => JSON.stringify(answer.value, null, 2));
}
//# sourceMappingURL=expression-command.js.map