/** How n8n is set up here: as its documentation has queue mode, tuned, and silent towards its makers. */

export function settings({ runFolder, databaseUrl, redisUrl }) {
  const database = new URL(databaseUrl);
  const redis = new URL(redisUrl);
  return {
    DB_TYPE: 'postgresdb',
    DB_POSTGRESDB_HOST: database.hostname,
    DB_POSTGRESDB_PORT: database.port,
    DB_POSTGRESDB_DATABASE: database.pathname.slice(1),
    DB_POSTGRESDB_USER: decodeURIComponent(database.username),
    DB_POSTGRESDB_PASSWORD: decodeURIComponent(database.password),
    DB_POSTGRESDB_POOL_SIZE: '10',
    EXECUTIONS_MODE: 'queue',
    QUEUE_BULL_REDIS_HOST: redis.hostname,
    QUEUE_BULL_REDIS_PORT: redis.port,
    N8N_USER_FOLDER: runFolder,
    N8N_ENCRYPTION_KEY: 'bench',
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
    N8N_ENDPOINT_WEBHOOK: 'hooks',
    N8N_EXPRESSION_ENGINE: 'legacy',
    N8N_LOG_LEVEL: 'info',
    ...SILENT,
  };
}

const SILENT = {
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_DYNAMIC_BANNERS_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  N8N_HIRING_BANNER_ENABLED: 'false',
  N8N_COMMUNITY_PACKAGES_ENABLED: 'false',
  N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
  N8N_PUBLIC_API_DISABLED: 'true',
  EXTERNAL_FRONTEND_HOOKS_URLS: '',
};
