/** The three steps as the peers run them: the peer records them, nothing else is written. */

export const decide = ({ data }) => ({ met: data.plan === 'pro' });

export const update = ({ userId, data }) => ({
  changed: true,
  user: { id: userId, plan: data.plan, logins: data.logins },
});

export const trace = ({ userId, data }) => ({ message: `plan of ${userId} is ${data.plan}` });
