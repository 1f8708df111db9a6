// usage: main.mjs PACKAGE [ENGINE-ADDRESS]
// Poses as the Pulumi plug-in of a package (aws, azure, gcp, command) and keeps the cloud that it plays in the folder
// INFRA_TEST_CLOUD. Prints the port it listens on, as plug-ins do, and ends with the engine.
import { Cloud } from './cloud.mjs';
import { Contract } from './contract.mjs';
import { Provider } from './provider.mjs';
import { serve } from './server.mjs';

const [name] = process.argv.slice(2);
const folder = process.env.INFRA_TEST_CLOUD;
if (!name || !folder) {
  console.error('usage: INFRA_TEST_CLOUD=FOLDER main.mjs PACKAGE');
  process.exit(2);
}
const contract = Contract.read(name);
const { port } = await serve(new Provider(contract, new Cloud(folder)), contract.version);
console.log(port);
