/** Runs a prepared statement on the connection of `tx`; rows come back as objects. What Postgres throws tells who asked. */
export async function run(tx, statement, values) {
    const client = (await tx.queryRunner.connect());
    const { name, text } = statement;
    try {
        // By callback: rows that come by a promise of pg's own stay in memory until old memory is collected (ADR 23).
        return await new Promise((resolve, reject) => {
            client.query({ name, text, values }, (error, result) => error === null ? resolve(result.rows) : reject(error));
        });
    }
    catch (error) {
        Error.captureStackTrace(error); // its own begins at the socket
        throw error;
    }
}
//# sourceMappingURL=statement.js.map