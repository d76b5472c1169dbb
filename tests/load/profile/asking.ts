import { Agent, request } from 'node:http';

export interface Question {
  readonly token: string;
  readonly body: string;
}

/** Asks over connections that are kept, so many at once, for so long; gives how many answers there were. */
export const askFor = async (
  url: string,
  questions: readonly Question[],
  clients: number,
  ms: number,
): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const from = performance.now();
  let answered = 0;
  const client = async (n: number) => {
    for (let turn = n; performance.now() - from < ms; turn += clients) {
      const question = questions[turn % questions.length];
      if (question) await ask(url, question, agent);
      answered++;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, n) => client(n)));
  agent.destroy();
  return answered;
};

/** @throws Error for anything but an answer without errors */
export const ask = (url: string, { token, body }: Question, agent?: Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const asked = request(url, { method: 'POST', headers, ...(agent && { agent }) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200 && text.startsWith('{"data"')) resolve(text);
        else reject(new Error(`${response.statusCode}: ${text.slice(0, 1000)}`));
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
