// Holds the module of hourglass-bench. First message: {script, cores}; then {arguments} of main(),
// answered with {report}, Google Benchmark's JSON.

const kReport = '/report.json';
/** @type {any} */
let module;
let said = [];

/** Threads besides the first of each team: hourglass-bench keeps one of 1, 2, 4 ... each. */
function helpers(cores) {
  let sum = 1;
  for (let threads = 4; threads <= Math.min(cores, 8); threads *= 2) sum += threads - 1;
  return sum;
}

async function start({ script, cores }) {
  const { default: create } = await import(script);
  module = await create({
    trainingThreads: helpers(cores),
    print: () => {},
    printErr: (line) => said.push(line),
  });
  return {};
}

function run({ arguments: flags }) {
  said = [];
  const files = [`--benchmark_out=${kReport}`, '--benchmark_out_format=json'];
  if (module.callMain([...flags, ...files]) !== 0) throw new Error(said.join('\n'));
  return { report: JSON.parse(module.FS.readFile(kReport, { encoding: 'utf8' })) };
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage(data.script ? await start(data) : run(data));
  } catch (error) {
    self.postMessage({ error: String(error.message ?? error) });
  }
};
