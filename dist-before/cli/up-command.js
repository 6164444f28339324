import { portNumber } from './given.js';
export const upCommand = (program, line) => {
    program
        .command('up')
        .description("Start all of Signet here: embedded Postgres, this system's Redis if there is one, data kept in --data.")
        .option('--port <port>', 'port to listen on, 0 for a free one (PORT; default 8080)', portNumber)
        .option('--workflows <folder>', 'folder of workflow files, loaded now and on change (WORKFLOWS_DIR)')
        .option('--log-level <level>', 'trace, debug, info, warn, error or silent (LOG_LEVEL; default warn)')
        .action(line.handle(start));
};
async function start(session, options) {
    const { up } = await import('./up.js');
    return up(session, options);
}
//# sourceMappingURL=up-command.js.map