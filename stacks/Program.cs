using Infra.Stacks;
using Pulumi;

return await Deployment.RunAsync<ProjectStack>(new StackServices(StackContext.OfThisProcess));
