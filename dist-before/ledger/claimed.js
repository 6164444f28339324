export {};
//# sourceMappingURL=claimed.js.map