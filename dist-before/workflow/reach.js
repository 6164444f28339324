export {};
//# sourceMappingURL=reach.js.map