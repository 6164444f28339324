/** Lends a connection without opening a transaction: for work that is one statement and so its own transaction. */
export async function withConnection(dataSource, work) {
    const runner = dataSource.createQueryRunner();
    try {
        return await work(runner.manager);
    }
    finally {
        await runner.release();
    }
}
//# sourceMappingURL=session.js.map