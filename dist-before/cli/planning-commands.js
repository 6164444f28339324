import { backtestWorkflow } from './backtest-workflow.js';
import { diffWorkflow } from './diff-workflow.js';
import { withEnvironment } from './environment-option.js';
import { gather, wholeNumber } from './given.js';
import { planWorkflow } from './plan-workflow.js';
export function addPlanningCommands(workflow, line) {
    withEnvironment(workflow
        .command('plan')
        .description('What it would do about an event, each call and change; nothing is done.')
        .argument('<file|namespace/id>', 'a draft, or a saved workflow')
        .requiredOption('--event <event>', 'id of a recorded event; or one as JSON, @FILE, or - for stdin'))
        .option('--revision <n>', 'of a saved workflow (default: the one deployed)', wholeNumber)
        .option('--trigger <id>', 'the trigger it is about (default: the one that takes the event)')
        .option('--output <task=json>', 'what a task is taken to give, JSON or @FILE; may be repeated', gather)
        .action(line.handle(planWorkflow));
    withEnvironment(workflow
        .command('backtest')
        .description('What a draft would have done about the events of a period, against what happened.')
        .argument('<file>', 'the draft')
        .requiredOption('--since <time>', 'a time, or how long ago: 24h, 7d'))
        .option('--until <time>', 'default: now')
        .action(line.handle(backtestWorkflow));
    withEnvironment(workflow
        .command('diff')
        .description('What a document changes against what is deployed, or a revision against another.')
        .argument('<file|namespace/id>', 'a draft; or a saved workflow, with --from'))
        .option('--from <n>', 'revision of a saved workflow', wholeNumber)
        .option('--to <n>', 'revision of a saved workflow (default: the one deployed)', wholeNumber)
        .action(line.handle(diffWorkflow));
    workflow
        .command('test')
        .description('Run the test cases of documents (NAME.test.yaml), without a server.')
        .argument('<file...>', 'files of test cases, documents they stand beside, or folders')
        .action(line.handle(test));
}
/** Loads the planner only when it is needed: it knows every action. */
async function test(session, paths) {
    const { testWorkflows } = await import('./test-workflows.js');
    return testWorkflows(session, paths);
}
//# sourceMappingURL=planning-commands.js.map