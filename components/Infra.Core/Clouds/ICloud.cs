using Infra.Core.Boot;
using Infra.Core.Capacity;
using Infra.Core.Catalog;
using Infra.Core.Iam;
using Infra.Core.PeerContracts;
using Infra.Core.Sdn;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Clouds;

/// <summary>
/// Everything that the compiler asks of a cloud. Each interface has one stage's questions and is declared next to that stage; every member
/// is required, so a cloud that lacks an answer does not compile. docs/adding-a-cloud.md covers them in order.
/// </summary>
internal interface ICloud
    : ICloudFacts,
        IStackFileRules,
        ICloudNodes,
        ICloudAccount,
        ICloudFilter,
        IPeeringTerms,
        IAccountAccess,
        INodeSurroundings,
        ICloudBoot;
