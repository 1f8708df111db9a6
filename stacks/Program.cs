using Infra.Projects;
using Pulumi;

return await Deployment.RunAsync<ProjectStack>(new StackServices(StackContext.OfThisProcess));
