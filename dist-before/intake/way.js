export {};
//# sourceMappingURL=way.js.map