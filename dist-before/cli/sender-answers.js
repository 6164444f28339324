export {};
//# sourceMappingURL=sender-answers.js.map